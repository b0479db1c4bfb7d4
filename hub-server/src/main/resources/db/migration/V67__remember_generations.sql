-- The last generation of a removed server. The runtime remembers every start of a name, so a server that gets the same name later goes on
-- counting from here: its first start would otherwise be taken for one that has already ended.
create table former_servers (
    runtime_name    text        primary key,
    generation      bigint      not null
);
