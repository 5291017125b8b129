"""Which addresses a page may come from."""

import pytest

from otkuda.fetch.addresses import is_public

PRIVATE = """
127.0.0.1 127.255.255.254 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1
198.18.0.1 192.0.2.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::7f00:1 2002:7f00:1:: 2002:a00:1::
localhost nonsense 127.1
""".split()
PUBLIC = "8.8.8.8 93.184.216.34 2606:4700::1111 2002:808:808:: 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    """This machine, its network, the special ones, what carries them inside, and what is no address."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    """The public Internet, also as a network without IPv4 writes it."""
    assert is_public(address)
