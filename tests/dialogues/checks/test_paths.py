"""The shortest and the longest way of a dialogue."""

from dialogues.checks.paths import path_lengths


def test_the_shortest_way_takes_the_first_way_out(broken):
    talk = path_lengths(broken.content())["talk"]
    assert talk.shortest.steps == ("gate_people", "closing")
    assert (talk.shortest.screens, talk.shortest.typed) == (2, 0)


def test_the_longest_way_goes_through_each_loop_once(broken):
    longest = path_lengths(broken.content())["talk"].longest
    assert longest.steps.count("feel") == 1
    assert longest.steps[0] == "gate_people"
    assert longest.steps[-1] == "closing"
    # one screen for each step but the number, which takes two taps
    assert longest.screens == len(longest.steps) + 1


def test_typing_is_counted_where_nothing_can_be_tapped(broken):
    longest = path_lengths(broken.content())["talk"].longest
    assert longest.typed == 2  # the names, and the reading that has no examples


def test_the_root_is_counted_to_its_home(broken):
    start = path_lengths(broken.content())["start"]
    assert start.shortest.steps == ("welcome",)
    assert start.longest.steps == ("welcome", "about")


def test_coming_back_to_a_choice_ends_the_way(broken):
    broken.change(
        "talk/dialogue.yaml", "options: [{id: rest}, {id: enough}]",
        "options: [{id: rest, next: gate_people}, {id: enough}]",
    )  # fmt: skip
    assert path_lengths(broken.content())["talk"].longest.steps[-1] == "closing"


def test_a_dialogue_without_end_has_no_length(broken):
    assert "pause" not in path_lengths(broken.content())
