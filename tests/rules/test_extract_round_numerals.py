"""Round Chinese numerals behind the verb of a goal."""

from tests.plan_text import goals

PLAN = "浙江省跨境电商行动方案(2026—2028年)\n一、目标\n到2028年,"


def test_a_round_part_of_people_trained_is_a_goal():
    found = goals(PLAN + "培训人才三千人次,其中高校毕业生两千人次。")
    assert [one.value for one in found] == [3000, 2000] and found[1].parent == found[0].row


def test_people_educated_are_a_goal():
    assert [one.value for one in goals(PLAN + "培养人才三千人。")] == [3000]
