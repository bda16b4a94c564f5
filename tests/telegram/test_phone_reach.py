"""Whether messages reach a client: blocked, back, gone, or in a group with others."""

from bot.telegram.lanes import CHANNEL
from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import NAMES

house = house_for_module()


def is_unreachable(house, front):
    client = house.kring.store.find_client(CHANNEL, str(front.phone.user_id))
    with house.kring.store._database.read() as connection:
        return bool(
            connection.exec_driver_sql(
                "SELECT unreachable FROM clients WHERE id = ?", (client.id,)
            ).scalar_one()
        )


def sends(house, front):
    return len(house.calls_to(front.phone))


def test_who_blocks_the_bot_hears_nothing_more_and_goes_on_after_coming_back(house):
    front = TelegramFront(house, *NAMES, "Quirijn")
    known = front.known
    front.phone.block()
    front.go_on()
    assert is_unreachable(house, front)
    calls = sends(house, front)
    house.wait(3 * 86_400)
    assert sends(house, front) == calls
    front.start()
    assert not is_unreachable(house, front)
    assert "Wie wil je noemen?" in front.last.text
    assert front.known == known
    front.go("Fenna")
    assert "Fenna" in front.last.text


def test_a_block_that_is_noticed_only_by_sending(house):
    front = TelegramFront(house, *NAMES)
    front.phone.say("Quirijn")
    front.phone.chat.is_blocked = True
    front.go_on()
    assert is_unreachable(house, front)
    assert house.rows()["outbox"] == 0
    calls = sends(house, front)
    house.wait(60)
    assert sends(house, front) == calls
    front.start()
    assert not is_unreachable(house, front)
    assert front.place == "first_circle/places_home"
    assert "Wie wil je noemen?" in front.last.text


def test_a_deleted_account_is_left_in_peace(house):
    front = TelegramFront(house, *NAMES)
    front.phone.say("Quirijn")
    front.phone.deactivate()
    front.go_on()
    assert is_unreachable(house, front)
    assert house.rows()["outbox"] == 0
    calls = sends(house, front)
    house.wait(60)
    assert sends(house, front) == calls


def test_blocking_by_somebody_unknown_makes_no_client(house):
    before = house.rows()
    phone = house.phone()
    phone.start()
    house.settle()
    phone.block()
    house.settle()
    phone.unblock()
    house.settle()
    assert house.rows() == before


def test_in_a_group_one_sentence_and_goodbye(house):
    before = house.rows()
    anna = house.phone()
    group = house.server.group(-100_500, "Buren")
    group.add_bot(anna)
    house.settle()
    assert not group.has_bot
    [said] = [one.text for one in group.messages if one.text]
    assert said.startswith("Ik praat met één mens tegelijk.")
    assert house.rows() == before


def test_what_is_written_in_a_group_is_never_stored(house):
    before = house.rows()
    anna = house.phone()
    group = house.server.group(-100_501, "Buren")
    group.add_bot(anna)
    for text in ("/start", "hallo allemaal", "/hulp@kring_test_bot", "ik wil dood"):
        group.say(anna, text)
    house.settle()
    assert not group.has_bot
    assert house.rows() == before
    assert len([one for one in group.messages if one.from_bot]) == 1


def test_a_button_in_a_group_is_nothing(house):
    before = house.rows()
    chat = {"id": -100_502, "type": "supergroup", "title": "Buren"}
    number = house.server.state.updates.next_id
    query = {
        "id": "77",
        "from": {"id": 5, "is_bot": False, "first_name": "B"},
        "message": {"message_id": 5, "chat": chat, "date": 1},
        "chat_instance": "1",
        "data": "5:x",
    }
    house.server.push({"update_id": number, "callback_query": query})
    house.settle()
    assert house.rows() == before
