"""Master keys and envelopes: what they hide, and that nothing can be changed or moved."""

import base64
import copy
import itertools
import pickle
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.encryption import STEP, ClientKeys, Kind
from storage.errors import MasterKeyError, RecordDamaged
from storage.keys import KeySource, MasterKeys

KEY = bytes(range(32))
MASTER = MasterKeys([KEY])
CLIENT, OTHER = b"a" * 16, b"b" * 16
KEYS, WRAPPED = ClientKeys.create(MASTER, CLIENT)
careful = settings(deadline=None, database=None)


def text(*keys: bytes) -> str:
    return ",".join(base64.b64encode(key).decode() for key in keys)


@careful
@given(st.binary(max_size=2000), st.sampled_from(Kind))
def test_what_is_sealed_can_be_opened_again(content, kind):
    assert KEYS.open(kind, "1", KEYS.seal(kind, "1", content)) == content


def test_every_flipped_bit_of_a_sealed_blob_is_noticed():
    blob = KEYS.seal(Kind.DOSSIER, "1", b"mijn zus Fatma")
    for index, bit in itertools.product(range(len(blob)), range(8)):
        changed = bytearray(blob)
        changed[index] ^= 1 << bit
        with pytest.raises(RecordDamaged):
            KEYS.open(Kind.DOSSIER, "1", bytes(changed))


def test_every_flipped_bit_of_a_wrapped_key_is_noticed():
    for index, bit in itertools.product(range(len(WRAPPED)), range(8)):
        changed = bytearray(WRAPPED)
        changed[index] ^= 1 << bit
        with pytest.raises(RecordDamaged):
            ClientKeys.unwrap(MASTER, CLIENT, bytes(changed))


@careful
@given(st.binary(max_size=600), st.data())
def test_every_cut_or_lengthened_blob_is_noticed(content, data):
    blob = KEYS.seal(Kind.INBOX, "x", content)
    cut = data.draw(st.integers(0, len(blob) - 1))
    for changed in (blob[:cut], blob + b"\0", blob[1:]):
        with pytest.raises(RecordDamaged):
            KEYS.open(Kind.INBOX, "x", changed)


def test_a_blob_opens_only_for_its_own_client_kind_and_place():
    blob = KEYS.seal(Kind.DOSSIER, "1", b"x")
    other, _ = ClientKeys.create(MASTER, OTHER)
    for keys, kind, place in itertools.product((KEYS, other), Kind, ("1", "2")):
        if (keys, kind, place) != (KEYS, Kind.DOSSIER, "1"):
            with pytest.raises(RecordDamaged):
                keys.open(kind, place, blob)


def test_the_same_data_key_under_another_client_id_opens_nothing():
    blob = KEYS.seal(Kind.DOSSIER, "1", b"x")
    data_key = MASTER.unwrap(WRAPPED, CLIENT + b"|data key")
    with pytest.raises(RecordDamaged):
        ClientKeys(OTHER, data_key).open(Kind.DOSSIER, "1", blob)


def test_a_wrapped_key_moved_to_another_client_is_noticed():
    with pytest.raises(RecordDamaged):
        ClientKeys.unwrap(MASTER, OTHER, WRAPPED)


@careful
@given(st.integers(0, 3000))
def test_lengths_show_only_in_steps(length):
    blob = KEYS.seal(Kind.DOSSIER, "1", b"x" * length)
    overhead = 1 + 12 + 16
    assert (len(blob) - overhead) % STEP == 0
    assert len(blob) - overhead - length <= STEP + 4


def test_the_same_text_never_gives_the_same_blob():
    assert len({KEYS.seal(Kind.DOSSIER, "1", b"x") for _ in range(200)}) == 200


def test_an_older_master_key_still_opens_and_the_newest_wraps():
    newer = MasterKeys([bytes(32), KEY])
    assert newer.unwrap(MASTER.wrap(KEY, b"c"), b"c") == KEY
    with pytest.raises(RecordDamaged):
        MASTER.unwrap(newer.wrap(KEY, b"c"), b"c")


def test_keys_are_read_from_text_before_a_file(tmp_path):
    path = tmp_path / "keys"
    path.write_text(text(KEY))
    assert KeySource(path=path).read().newest_id == MASTER.newest_id
    both = KeySource(text=text(bytes(32)), path=path)
    assert both.read().newest_id == MasterKeys([bytes(32)]).newest_id


@pytest.mark.parametrize("separator", [",", "\n", " , \n"])
def test_several_keys_may_stand_behind_each_other(separator):
    source = KeySource(text=separator.join(text(key) for key in (KEY, bytes(32))))
    assert source.read().newest_id == MASTER.newest_id
    assert MasterKeys([bytes(32)]).newest_id in source.read()


@pytest.mark.parametrize("wrong", ["geheim", text(b"kort"), text(KEY) + "!", "é", ","])
def test_a_wrong_key_is_named_by_its_variable_and_never_by_its_value(wrong, tmp_path):
    path = tmp_path / "keys"
    path.write_text(wrong)
    for source in (KeySource(text=wrong), KeySource(path=path)):
        with pytest.raises(MasterKeyError, match="MASTER_KEYS") as caught:
            source.read()
        assert wrong not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_key_file_is_private_and_never_replaced(tmp_path):
    path = tmp_path / "new" / "master.keys"
    source = KeySource(path=path)
    made = source.create()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert source.read().newest_id == made.newest_id
    before = path.read_bytes()
    with pytest.raises(MasterKeyError):
        source.create()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["master.keys"]


def test_a_key_file_can_be_made_in_a_folder_that_knows_no_links(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    source = KeySource(path=tmp_path / "master.keys")
    made = source.create()
    assert source.read().newest_id == made.newest_id
    with pytest.raises(MasterKeyError):
        source.create()
    assert source.read().newest_id == made.newest_id


def test_keys_show_nothing_of_themselves():
    source = KeySource(text=text(KEY))
    for shown in (repr(MASTER), repr(KEYS), repr(source), str(source)):
        assert text(KEY) not in shown
        assert repr(KEY) not in shown
    for refuse in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            refuse(KEYS)
