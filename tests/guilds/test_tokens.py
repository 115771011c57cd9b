"""Tokens that let somebody in, and those that don't."""

import base64
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from guilds.access import Claims, Role
from guilds.models import Account
from guilds.tokens import Pair, TokenRefused, issue_pair, renew, revoke, verify_access
from tests.guilds.accounts import ERIN_ID, account, contract_claims, signed, stamp
from tests.guilds.cast import NOW

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def erin() -> Account:
    return account("erin", ERIN_ID)


def verified(token: str) -> Claims:
    return verify_access(token, NOW)


def refusal(token: Any, at: Any = NOW) -> str:
    with pytest.raises(TokenRefused) as refused:
        verify_access(token, at)
    return refused.value.message


def payload(token: str) -> dict[str, Any]:
    read: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return read


def unsigned(header: Any, claims: Any, signature: bytes = b"") -> str:
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


# Ours


def test_what_is_issued_holds_the_contract_s_claims_and_lets_in(erin: Account) -> None:
    access, _ = issue_pair(erin.user, NOW)
    told = payload(access)
    assert (told["discordId"], told["access"], told["role"]) == (str(ERIN_ID), True, "USER")
    assert told["exp"] == stamp() + 15 * 60
    assert jwt.get_unverified_header(access)["alg"] == "HS256"
    expires_at = NOW + timedelta(minutes=15)
    assert verified(access) == Claims(erin.user.pk, str(ERIN_ID), Role.USER, expires_at)


def test_a_user_without_discord_gets_a_token_too() -> None:
    user = User.objects.create_user("plain")
    claims = verified(issue_pair(user, NOW).access)
    assert (claims.user_id, claims.discord_id, claims.role) == (user.pk, "", Role.USER)


def test_a_superuser_s_token_says_admin() -> None:
    access = issue_pair(User.objects.create_superuser("root"), NOW).access
    assert payload(access)["role"] == "ADMIN"


def test_it_lets_in_for_a_quarter_of_an_hour(erin: Account) -> None:
    access = issue_pair(erin.user, NOW).access
    assert verify_access(access, NOW + timedelta(minutes=14, seconds=59))
    assert refusal(access, NOW + timedelta(minutes=15)) == "Invalid token"


def test_a_known_account_counts_by_its_present_role(erin: Account) -> None:
    access = issue_pair(erin.user, NOW).access
    Account.objects.update(role=Role.MODERATOR)
    assert verified(access).role == Role.MODERATOR


@pytest.mark.parametrize("end", ["banned", "switched off", "deleted"])
def test_an_account_that_has_ended_is_denied(erin: Account, end: str) -> None:
    token, refresh = issue_pair(erin.user, NOW)
    if end == "banned":
        Account.objects.update(role=Role.BANNED)
    elif end == "switched off":
        User.objects.update(is_active=False)
    else:
        User.objects.all().delete()
    assert refusal(token) == "Access denied"
    with pytest.raises(TokenRefused):
        renew(refresh, NOW)


@pytest.mark.parametrize("change", [{"role": Role.BANNED}, {}], ids=["banned", "switched off"])
def test_who_is_shut_out_is_issued_none(erin: Account, change: dict[str, str]) -> None:
    Account.objects.update(**change or {"role": Role.ADMIN})
    User.objects.update(is_active=bool(change))
    with pytest.raises(TokenRefused, match="Access denied"):
        issue_pair(User.objects.get(), NOW)


def test_a_refresh_token_lets_nobody_in(erin: Account) -> None:
    assert refusal(issue_pair(erin.user, NOW).refresh) == "Invalid token"


# Of another issuer with the same secret


def test_the_contract_s_claims_alone_are_enough() -> None:
    claims = verified(signed(contract_claims(role="ADMIN")))
    assert claims == Claims(None, "42", Role.ADMIN, NOW + timedelta(seconds=900))


def test_an_account_with_that_discord_id_is_found(erin: Account) -> None:
    token = signed(contract_claims(discordId=str(ERIN_ID), role="ADMIN"))
    claims = verified(token)
    assert (claims.user_id, claims.role) == (erin.user.pk, Role.USER)
    User.objects.update(is_active=False)
    assert refusal(token) == "Access denied"


def test_whom_it_says_to_be_banned_is_denied() -> None:
    assert refusal(signed(contract_claims(role="BANNED"))) == "Access denied"


def test_an_audience_an_issuer_or_whatever_else_it_holds_is_no_matter() -> None:
    more = {"aud": "dashboard", "iss": "elsewhere", "sub": 7, "iat": stamp() + 5, "jti": 7}
    assert verified(signed(contract_claims(**more))).discord_id == "42"


@pytest.mark.parametrize("discord_id", ["not a number", "9" * 30, "٣", "-1"])
def test_an_odd_discord_id_is_nobody_we_know(erin: Account, discord_id: str) -> None:
    assert verified(signed(contract_claims(discordId=discord_id))).user_id is None


# Refused


@pytest.mark.parametrize("claim", ["discordId", "access", "role", "exp"])
def test_a_claim_that_is_missing_is_refused(claim: str) -> None:
    assert refusal(signed(contract_claims(**{claim: None}))) == "Invalid token"


@pytest.mark.parametrize(
    "change",
    [
        {"discordId": 42},
        {"discordId": ""},
        {"access": False},
        {"access": "true"},
        {"access": 1},
        {"role": "OWNER"},
        {"role": "admin"},
        {"role": ["ADMIN"]},
        {"role": {}},
        {"exp": "soon"},
        {"exp": True},
        {"exp": stamp()},
        {"exp": stamp() - 1},
        {"exp": 1e300},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"exp": []},
        {"nbf": stamp() + 1},
        {"nbf": "later"},
        {"nbf": float("nan")},
        {"token_type": "refresh"},
        {"token_type": []},
    ],
    ids=str,
)
def test_a_claim_that_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    assert refusal(signed(contract_claims(**change))) == "Invalid token"


def test_one_that_has_begun_lets_in() -> None:
    assert verified(signed(contract_claims(nbf=stamp())))


def test_a_key_of_somebody_else_is_refused() -> None:
    assert refusal(signed(contract_claims(role="ADMIN"), key="k" * 50)) == "Invalid token"
    assert refusal(signed(contract_claims(), key=settings.SECRET_KEY)) == "Invalid token"


def test_no_other_algorithm_counts_and_none_least_of_all() -> None:
    claims = contract_claims(role="ADMIN")
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert refusal(jwt.encode(claims, private, algorithm="RS256")) == "Invalid token"
    assert refusal(signed(claims, algorithm="HS384")) == "Invalid token"
    names: list[Any] = ["none", "None", "NONE", "", "HS256", None, 7, [], {}]
    for name in names:
        assert refusal(unsigned({"alg": name, "typ": "JWT"}, claims)) == "Invalid token"


def test_a_signature_that_was_taken_from_another_token_is_refused() -> None:
    _, _, signature = signed(contract_claims()).split(".")
    header, claims, _ = signed(contract_claims(role="ADMIN")).split(".")
    assert refusal(f"{header}.{claims}.{signature}") == "Invalid token"


@pytest.mark.parametrize("claims", [[], "text", 7, None, {}], ids=str)
def test_what_is_signed_must_be_claims(claims: Any) -> None:
    whole = jwt.api_jws.PyJWS().encode(json.dumps(claims).encode(), settings.JWT_SECRET)
    assert refusal(whole) == "Invalid token"


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "...",
        "x" * 65_536,
        signed(contract_claims(more="x" * 65_536)),
        base64.urlsafe_b64encode(b"[" * 3000).decode() + ".e30.x",
        "\ud800.\ud800.\ud800",
        "\0",
        "é.é.é",
        None,
        7,
        b"bytes",
        ["a.b.c"],
        {"token": "a.b.c"},
    ],
    ids=lambda token: repr(token)[:20],
)
def test_what_is_no_token_is_refused_without_ado(token: Any) -> None:
    assert refusal(token) == "Invalid token"


@tries(max_examples=30, deadline=None, derandomize=True, database=None)
@given(
    st.dictionaries(st.text(max_size=9), st.recursive(st.none() | st.text(), st.lists)), st.text()
)
def test_whatever_comes_is_refused_or_read(claims: dict[str, Any], text: str) -> None:
    for token in (unsigned({"alg": "HS256"}, claims), unsigned(claims, claims), text):
        assert refusal(token) == "Invalid token"


# Refreshing


def test_a_refresh_token_makes_a_new_pair_with_the_present_role(erin: Account) -> None:
    pair = issue_pair(erin.user, NOW)
    Account.objects.update(role=Role.MODERATOR, discord_id=None)
    later = NOW + timedelta(hours=1)
    new = renew(pair.refresh, later)
    claims = verify_access(new.access, later)
    assert (claims.role, claims.discord_id) == (Role.MODERATOR, "")
    assert new.refresh != pair.refresh
    assert renew(new.refresh, later)


def test_a_refresh_token_is_good_for_a_week(erin: Account) -> None:
    pair = issue_pair(erin.user, NOW)
    with pytest.raises(TokenRefused, match="Invalid token"):
        renew(pair.refresh, NOW + WEEK)
    assert renew(pair.refresh, NOW + WEEK - timedelta(seconds=1))


@pytest.mark.parametrize("end", [renew, revoke])
def test_a_refresh_token_can_be_spent_once(erin: Account, end: Any) -> None:
    pair = issue_pair(erin.user, NOW)
    end(pair.refresh, NOW)
    for again in (renew, revoke):
        with pytest.raises(TokenRefused, match="Invalid token"):
            again(pair.refresh, NOW)


def test_a_new_password_ends_the_refresh_tokens_from_before(erin: Account) -> None:
    pair = issue_pair(erin.user, NOW)
    erin.user.set_password("another one")
    erin.user.save()
    with pytest.raises(TokenRefused, match="Invalid token"):
        renew(pair.refresh, NOW)


def test_only_a_refresh_token_that_was_issued_here_refreshes(erin: Account) -> None:
    pair = issue_pair(erin.user, NOW)
    foreign = {**payload(pair.refresh), "jti": "made elsewhere"}
    for token in (pair.access, signed(foreign), signed({**foreign, "jti": None}), "", "x.y.z"):
        with pytest.raises(TokenRefused, match="Invalid token"):
            renew(token, NOW)


def test_no_token_is_stored_and_those_that_have_ended_are_forgotten(erin: Account) -> None:
    first = issue_pair(erin.user, NOW)
    assert not _stored(first)
    renew(first.refresh, NOW)
    issue_pair(User.objects.create_user("frank"), NOW + WEEK)
    assert OutstandingToken.objects.count() == 1


def _stored(pair: Pair) -> bool:
    columns = str(list(OutstandingToken.objects.values()))
    return any(part in columns for token in pair for part in token.split(".")[1:])
