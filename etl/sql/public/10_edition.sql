-- Only the registers now in force, as if they had always been: nothing public tells when.
insert into edition values (1, '-infinity', null)
