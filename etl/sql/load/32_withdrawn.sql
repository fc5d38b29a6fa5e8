-- A withdrawn submission stops counting from the withdrawal on.
update actual_row
set known_until = incoming.known_until, withdrawn_by = incoming.withdrawn_by
from incoming
where actual_row.submission_id = incoming.submission_id
