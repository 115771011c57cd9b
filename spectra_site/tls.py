"""The certificate under which the ports serve."""

import ipaddress
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

VALID_FOR = timedelta(days=365)


def problem_with(key: str, cert: str) -> str:
    """Why TLS can't be served with this pair of PEM files; "" when it can."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        return str(error)
    return ""


def intermediates(cert: str, folder: Path) -> str:
    """The path of a file with all certificates after the first; "" where there is one alone."""
    _, *others = x509.load_pem_x509_certificates(Path(cert).read_bytes())
    if not others:
        return ""
    chain = folder / "intermediates.pem"
    folder.mkdir(parents=True, exist_ok=True)
    chain.write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in others))
    return str(chain)


def self_signed_pair(folder: Path) -> tuple[str, str]:
    """Paths of a key and a certificate for this machine; made where there are none that serve."""
    key, cert = folder / "self-signed.key", folder / "self-signed.crt"
    if problem_with(str(key), str(cert)) or not _still_valid(cert):
        folder.mkdir(parents=True, exist_ok=True)
        _make(key, cert)
    return str(key), str(cert)


def _still_valid(cert: Path) -> bool:
    until = x509.load_pem_x509_certificate(cert.read_bytes()).not_valid_after_utc
    return until > datetime.now(UTC) + timedelta(days=1)


def _make(key_path: Path, cert_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with os.fdopen(os.open(key_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
    cert_path.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
