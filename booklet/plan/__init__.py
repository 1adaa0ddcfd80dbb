"""The planner: a script over the meetings of a reading group.

In: a `Course`, `PlanOptions` and perhaps the `Members` that a file names. Out: a
`MeetingPlan`, then its text for a terminal or plain data. The rooms inside:

* `timing`    how long each speech takes to read aloud, and whose it is
* `dividing`  where one meeting ends and the next begins
* `roles`     who reads what
* `members`   the file of names
* `planning`  all of these in their order
* `report`    the plan as lines of text and as plain data
"""

from booklet.plan.members import Member, Members, parse_members
from booklet.plan.planning import PlanOptions, plan
from booklet.plan.report import as_data, as_text

__all__ = [
    "Member",
    "Members",
    "PlanOptions",
    "as_data",
    "as_text",
    "parse_members",
    "plan",
]
