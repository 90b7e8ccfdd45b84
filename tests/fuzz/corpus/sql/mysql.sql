 create table `t` (`a` int auto_increment) engine=InnoDB; # comment
