 create subscription s connection 'x' publication p with (create_slot = off, connect = false);
alter subscription s refresh publication;
alter subscription s set (failover);
drop subscription s;
