import pytest
from django.core.management import CommandError, call_command

from auth_keys.models import ObserverKey
from tests.auth_keys.cast import key_of_harbour

pytestmark = pytest.mark.django_db


def revoked() -> set[str]:
    keys = ObserverKey.objects.filter(revoked_at__isnull=False)
    return set(keys.values_list("label", flat=True))


def test_it_revokes_by_what_is_shown_of_a_key() -> None:
    key, _ = key_of_harbour(label="gate")
    key_of_harbour(label="booth")
    call_command("revoke_key", key.prefix)
    assert revoked() == {"gate"}


def test_it_revokes_by_label_several_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    for label in ("gate", "booth", "van"):
        key_of_harbour(label=label)
    call_command("revoke_key", "gate", "van")
    assert revoked() == {"gate", "van"}
    assert capsys.readouterr().out.count("revoked.") == 2


def test_a_whole_key_works_and_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    _, text = key_of_harbour(label="leaked")
    call_command("revoke_key", text)
    assert revoked() == {"leaked"}
    assert text[16:] not in capsys.readouterr().out


def test_a_whole_key_that_is_unknown_is_not_repeated() -> None:
    _, text = key_of_harbour()
    ObserverKey.objects.all().update(prefix="spectra_other")
    with pytest.raises(CommandError) as refused:
        call_command("revoke_key", text)
    assert text[16:] not in str(refused.value)


def test_a_name_that_is_wrong_revokes_nothing() -> None:
    key_of_harbour(label="gate")
    with pytest.raises(CommandError, match="No key 'booth'"):
        call_command("revoke_key", "gate", "booth")
    assert revoked() == set()


def test_a_label_of_several_keys_asks_which() -> None:
    first, second = (key_of_harbour(label="gate")[0] for _ in range(2))
    with pytest.raises(CommandError) as refused:
        call_command("revoke_key", "gate")
    assert first.prefix in str(refused.value)
    assert second.prefix in str(refused.value)
    assert revoked() == set()


def test_a_label_means_the_key_that_is_not_revoked_yet() -> None:
    old, _ = key_of_harbour(label="gate")
    call_command("revoke_key", old.prefix)
    key_of_harbour(label="gate")
    call_command("revoke_key", "gate")
    assert not ObserverKey.objects.filter(revoked_at=None).exists()


def test_to_revoke_again_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    key_of_harbour(label="gate")
    call_command("revoke_key", "gate")
    call_command("revoke_key", "gate")
    assert "was revoked already" in capsys.readouterr().out
