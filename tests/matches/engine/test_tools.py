from typing import Any

import msgspec
import pytest

from matches.engine.tools import default_tools, public_tools

LOGO = "https://example.org/logo.png"
BOX = {
    "type": "sponsors",
    "sponsors": [
        {"wonTeam": "left", "roundCeremony": ["ace"], "iconUrl": "one"},
        {"wonTeam": "right", "roundCeremony": ["clutch"], "iconUrl": "two"},
    ],
}


def tools(sent: Any, *, supporter: bool = True, logo: str = "") -> dict[str, Any]:
    return public_tools(sent, is_supporter=supporter, sponsor_logo_url=logo)


class TestDefaults:
    def test_nothing_sent_gives_the_defaults_without_secrets(self) -> None:
        expected = default_tools()
        del expected["playercamsInfo"]["secret"], expected["playercamsInfo"]["endTime"]
        assert tools({}) == expected

    def test_a_section_that_was_sent_replaces_the_whole_default(self) -> None:
        assert tools({"seedingInfo": {"left": "A"}})["seedingInfo"] == {"left": "A"}

    def test_sections_that_nobody_knows_are_kept(self) -> None:
        assert tools({"extra": {"kept": [1, None]}})["extra"] == {"kept": [1, None]}

    def test_what_was_sent_is_not_changed(self) -> None:
        sent = {"roundWinBox": BOX, "playercamsInfo": {"secret": "s"}}
        before = msgspec.json.encode(sent)
        tools(sent, supporter=False)
        assert msgspec.json.encode(sent) == before


class TestSecrets:
    def test_the_player_cams_secrets_stay_behind(self) -> None:
        cams = {"enable": True, "secret": "s3cret", "endTime": 12, "identifier": "ID"}
        assert tools({"playercamsInfo": cams})["playercamsInfo"] == {
            "enable": True,
            "identifier": "ID",
        }


class TestOddTypes:
    @pytest.mark.parametrize("odd", [None, 5, "x", [], True])
    @pytest.mark.parametrize("section", [k for k, v in default_tools().items() if type(v) is dict])
    def test_a_section_of_the_wrong_type_gives_the_default(self, section: str, odd: Any) -> None:
        assert tools({section: odd})[section] == tools({})[section]

    @pytest.mark.parametrize("odd", [None, 5, "x", []])
    def test_anything_but_an_object_gives_the_defaults(self, odd: Any) -> None:
        assert tools(odd) == tools({})

    @pytest.mark.parametrize(
        ("sent", "expected"),
        [(30, 30), (30.9, 30), ("30", 60), (None, 60), (True, 60), (0, 1), (-4, 1), (10**9, 3_600)],
    )
    def test_the_duration_is_a_sane_whole_number(self, sent: Any, expected: int) -> None:
        assert tools({"timeoutDuration": sent})["timeoutDuration"] == expected

    @pytest.mark.parametrize(("sent", "expected"), [(5, 5), (0, 0), (-1, 0), ("5", 10), ([], 10)])
    def test_so_is_the_grace_period(self, sent: Any, expected: int) -> None:
        key = "timeoutCancellationGracePeriod"
        assert tools({key: sent})[key] == expected

    @pytest.mark.parametrize(
        ("sent", "expected"), [(3, 3), (0, 0), (-2, 0), ("3", 2), (None, 2), (10**6, 99), (2.0, 2)]
    )
    def test_counters_start_at_a_sane_maximum(self, sent: Any, expected: int) -> None:
        counter = tools({"timeoutCounter": {"max": sent, "left": 7, "more": 1}})["timeoutCounter"]
        assert counter == {"max": expected, "left": expected, "right": expected, "more": 1}

    def test_fields_that_the_server_reads_get_their_type_back(self) -> None:
        fixed = tools(
            {
                "playercamsInfo": {"removeTricodes": "yes", "enable": 1},
                "sponsorInfo": {"enabled": "yes", "sponsors": "x"},
                "roundWinBox": {"type": 5, "sponsors": {}},
            }
        )
        assert fixed["playercamsInfo"] == {"removeTricodes": False, "enable": False}
        assert fixed["sponsorInfo"] == {"enabled": False, "sponsors": []}
        assert fixed["roundWinBox"] == {"type": "disabled", "sponsors": []}

    def test_what_no_encoder_takes_becomes_null(self) -> None:
        odd = [float("nan"), float("inf"), 10**400, 2**63]
        assert tools({"extra": odd})["extra"] == [None] * 4

    def test_text_that_no_database_takes_is_mended(self) -> None:
        assert tools({"a\0b": "\ud800x\0"})["ab"] == "?x"

    def test_bottomless_nesting_is_cut_off(self) -> None:
        deep: Any = []
        for _ in range(2_000):
            deep = [deep]
        assert msgspec.json.encode(tools({"deep": deep}))


class TestSupporters:
    watermark = {"spectraWatermark": False, "customTextEnabled": True, "customText": "ours"}

    def test_a_supporter_gets_all_as_sent(self) -> None:
        sent = {
            "watermarkInfo": self.watermark,
            "sponsorInfo": {"enabled": True, "sponsors": ["a"]},
        }
        shown = tools(sent, logo=LOGO)
        assert {key: shown[key] for key in sent} == sent

    def test_others_keep_our_watermark(self) -> None:
        shown = tools({"watermarkInfo": self.watermark}, supporter=False)["watermarkInfo"]
        assert shown == {
            "spectraWatermark": True,
            "customTextEnabled": False,
            "customText": "ours",
        }

    def test_others_have_one_round_sponsor_for_everything(self) -> None:
        sponsors = tools({"roundWinBox": BOX}, supporter=False)["roundWinBox"]["sponsors"]
        assert sponsors == [
            {
                "wonTeam": "all",
                "roundCeremony": ["all"],
                "roundCeremonie": ["all"],
                "iconUrl": "one",
            }
        ]

    def test_a_single_round_sponsor_is_left_alone(self) -> None:
        box = {**BOX, "sponsors": BOX["sponsors"][:1]}
        sponsors = tools({"roundWinBox": box}, supporter=False)["roundWinBox"]["sponsors"]
        assert sponsors[0]["wonTeam"] == "left"

    def test_a_box_of_another_type_is_left_alone(self) -> None:
        box = {**BOX, "type": "tournamentInfo"}
        sponsors = tools({"roundWinBox": box}, supporter=False)["roundWinBox"]["sponsors"]
        assert len(sponsors) == 2

    @pytest.mark.parametrize(
        ("enabled", "logo", "expected"),
        [(True, LOGO, ["a", LOGO]), (True, "", ["a"]), (False, LOGO, ["a"])],
    )
    def test_others_show_our_logo_among_enabled_sponsors(
        self, enabled: bool, logo: str, expected: list[str]
    ) -> None:
        sent = {"sponsorInfo": {"enabled": enabled, "sponsors": ["a"]}}
        assert tools(sent, supporter=False, logo=logo)["sponsorInfo"]["sponsors"] == expected


def test_round_sponsors_carry_both_spellings_of_their_ceremonies() -> None:
    sponsors = tools({"roundWinBox": BOX})["roundWinBox"]["sponsors"]
    assert [each["roundCeremonie"] for each in sponsors] == [["ace"], ["clutch"]]


def test_a_round_sponsor_without_ceremonies_gets_none() -> None:
    box = {"type": "sponsors", "sponsors": [{"iconUrl": "one"}, "odd"]}
    assert tools({"roundWinBox": box})["roundWinBox"]["sponsors"] == [{"iconUrl": "one"}, "odd"]
