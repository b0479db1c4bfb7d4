package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an administrator moves from JupyterHub, beside a running hub. */
class ImportJupyterHubTests extends ImportHub {

    @Test
    void aPreviewShowsWhatAnImportDoesAndChangesNothing() throws Exception {
        long ann = file.user("preview-ann", false);
        file.run("INSERT INTO groups VALUES (1, 'preview-course', '{\"room\": 12}')");
        file.run("INSERT INTO user_group_map VALUES (" + ann + ", 1)");
        String before = everything();
        byte[] theirs = Files.readAllBytes(file.path());

        assertThat(run()).isZero();

        assertThat(text(out))
                .containsPattern("users +1 +1 +0 +0")
                .containsPattern("groups +1 +1 +0 +0")
                .contains("This was a preview, and nothing has changed. To import, add --apply.");
        assertThat(everything()).isEqualTo(before);
        assertThat(Files.readAllBytes(file.path())).isEqualTo(theirs);
    }

    @Test
    void usersGroupsAndServersAreThereAfterwardsAndASecondImportChangesNothing() throws Exception {
        long ann = file.user("full-ann", true);
        long bob = file.user("Full-Bob", false);
        file.run("INSERT INTO groups VALUES (1, 'full-course', '{\"room\": 12}')");
        file.run("INSERT INTO user_group_map VALUES (" + ann + ", 1), (" + bob + ", 1)");
        file.run("INSERT INTO spawners (user_id, name, user_options) VALUES (" + ann + ", '', '{\"a\": 1}'), (" + ann
                + ", 'gpu', NULL), (" + ann + ", 'Old Name', NULL)");

        assertThat(run("--apply")).isZero();

        User brought = user("full-ann");
        assertThat(brought.admin()).isTrue();
        assertThat(brought.created()).isEqualTo(Instant.parse("2024-02-01T08:00:00Z"));
        assertThat(brought.lastSeen()).isEqualTo(Instant.parse("2025-03-04T05:06:07.890Z"));
        assertThat(HUB.bean(Groups.class).byName("full-course").orElseThrow().members())
                .containsExactly("full-ann", "full-bob");
        assertThat(HUB.bean(Groups.class).byName("full-course").orElseThrow().properties())
                .isEqualTo("{\"room\": 12}");
        assertThat(HUB.api("full-ann")
                        .get("/hub/api/users/full-ann?include_stopped_servers=1")
                        .body())
                .contains("\"full-ann/gpu\"");
        assertThat(text(out))
                .contains("server \"Old Name\" of full-ann: \"Old Name\" is not a valid server name")
                .contains("user \"Full-Bob\": Named \"full-bob\" here.")
                .contains("options of 1 server: ")
                .contains(
                        "named servers: Users have up to 2, but can start only as many as berth.servers.named-limit says: 0.");
        assertThat(actions()).contains("USER_CREATED", "GROUP_CREATED", "SERVER_IMPORTED", "JUPYTERHUB_IMPORTED");

        String after = everything();
        out.reset();
        assertThat(run("--apply")).isZero();
        assertThat(text(out)).containsPattern("users +2 +0 +2 +0").containsPattern("group members +2 +0 +2 +0");
        assertThat(everything()).isEqualTo(after);
    }

    @Test
    void whoExistsStaysAsTheyAreAndJoinsGroups() throws Exception {
        HUB.user("there-ann");
        long ann = file.user("there-ann", true);
        file.run("INSERT INTO groups VALUES (1, 'there-course', NULL)");
        file.run("INSERT INTO user_group_map VALUES (" + ann + ", 1)");
        assertThat(run("--apply")).isZero();
        assertThat(user("there-ann").admin()).isFalse();
        assertThat(HUB.bean(Groups.class).members("there-course")).containsExactly("there-ann");
        assertThat(text(out)).contains("user \"there-ann\": An administrator in JupyterHub, but not here");
    }

    @Test
    void namesThatAreInvalidOrBecomeTheSameAreNamedAndLeftOut() throws Exception {
        file.user("Same", false);
        file.user("same", false);
        file.user("a/b", false);
        file.user("clear\u001b[2J", false);
        assertThat(run("--apply")).isZero();
        assertThat(HUB.bean(UserDirectory.class).byName("same")).isEmpty();
        assertThat(text(out))
                .contains("The users \"Same\" and \"same\" would both be \"same\" here.")
                .contains("user \"a/b\": A username cannot contain / or \\")
                .contains("user \"clear?[2J\": ")
                .doesNotContain("\u001b")
                .containsPattern("users +4 +0 +0 +4");
    }

    @Test
    void whatWasSharedIsSharedAfterwards() throws Exception {
        long ann = file.user("share-ann", false);
        long bob = file.user("share-bob", false);
        file.run("INSERT INTO groups VALUES (1, 'share-course', NULL)");
        file.run("INSERT INTO user_group_map VALUES (" + bob + ", 1)");
        file.run("INSERT INTO spawners (id, user_id, name) VALUES (1, " + ann + ", 'gpu'), (2, " + ann
                + ", 'Old Name')");
        file.run("INSERT INTO shares VALUES (1, " + ann + ", 1, " + bob
                + ", NULL, '[\"access:servers!server=share-ann/gpu\"]'),"
                + " (2, " + ann + ", 1, NULL, 1, '[\"read:servers!server=share-ann/gpu\"]'),"
                + " (3, " + ann + ", 2, " + bob + ", NULL, '[\"access:servers!server=share-ann/Old Name\"]'),"
                + " (4, " + ann + ", 1, " + ann + ", NULL, '[\"inherit\"]')");
        assertThat(run("--apply")).isZero();
        assertThat(HUB.api("share-bob").get("/hub/api/user").body())
                .contains("access:servers!server=share-ann/gpu", "read:servers!server=share-ann/gpu");
        assertThat(text(out))
                .containsPattern("shares +4 +2 +0 +2")
                .contains("share of share-ann/Old Name with user share-bob: ")
                .contains("share of share-ann/gpu with user share-ann: Berth cannot share the scope inherit.");
        out.reset();
        assertThat(run("--apply")).isZero();
        assertThat(text(out)).containsPattern("shares +4 +0 +2 +2");
    }

    @Test
    void whoHasAnAccountOfTheMachineKeepsItsUid() throws Exception {
        assertThat(call("import", "jupyterhub", file.path().toString(), "--machine-accounts=machine"))
                .isEqualTo(1);
        assertThat(text(err))
                .contains("--machine-accounts names the provider \"machine\", which berth.auth.pam does not");
        file.user("nobody", false);
        file.user("65534", false);
        file.user("root", false);
        file.user("machine-ann", false);
        assertThat(run("--apply", "--machine-accounts=machine", "--berth.auth.pam.machine.label=Machine"))
                .isZero();
        assertThat(user("nobody").uid()).isEqualTo(65_534);
        assertThat(HUB.bean(UserDirectory.class).byIdentity("machine", "65534").orElseThrow())
                .isEqualTo(user("nobody"));
        assertThat(List.of(user("65534"), user("root"), user("machine-ann")))
                .allSatisfy(user -> assertThat(user.uid()).isBetween(20_000L, 59_999L));
        assertThat(text(out)).contains("accounts of this machine: 1 of the new users have one and get its UID.");
    }

    @Test
    void rolesAndServicesAreShownAsConfiguration() throws Exception {
        long ann = file.user("role-ann", false);
        file.run("INSERT INTO groups VALUES (1, 'role-course', NULL)");
        file.run("INSERT INTO services VALUES (1, 'grader', 1)");
        file.run("INSERT INTO roles VALUES (3, 'graders', '[\"read:users!group=role-course\", \"custom:x\"]')");
        file.run("INSERT INTO user_role_map VALUES (" + ann + ", 3), (" + ann + ", 1)");
        file.run("INSERT INTO group_role_map VALUES (1, 3)");
        file.run("INSERT INTO service_role_map VALUES (1, 3)");
        assertThat(run()).isZero();
        assertThat(text(out)).contains("""
                berth:
                  access:
                    roles:
                      - name: graders
                        scopes: ["read:users!group=role-course"]
                        users: [role-ann]
                        groups: [role-course]
                        services: [grader]
                    services:
                      - name: grader
                        admin: true
                """).contains("role \"graders\": Berth does not have these scopes: custom:x.");
        out.reset();
        assertThat(run(
                        "--berth.access.roles[0].name=graders",
                        "--berth.access.roles[0].groups=role-course",
                        "--berth.access.roles[0].services=grader",
                        "--berth.access.services[0].name=grader",
                        "--berth.access.roles[0].users=role-ann"))
                .isZero();
        assertThat(text(out)).doesNotContain("Add to the configuration");
    }

    @Test
    void whatIsNoJupyterHubDatabaseIsRefusedWithWhatToDo() throws Exception {
        assertThat(call("import", "jupyterhub", folder.resolve("none.sqlite").toString()))
                .isEqualTo(1);
        assertThat(text(err)).contains("none.sqlite does not exist");
        Path page = Files.writeString(folder.resolve("page.html"), "<p>" + "x".repeat(4_000));
        assertThat(call("import", "jupyterhub", page.toString())).isEqualTo(1);
        assertThat(text(err)).contains("cannot be read: ");
        file.run("ALTER TABLE api_tokens DROP COLUMN scopes");
        assertThat(run()).isEqualTo(1);
        assertThat(text(err)).contains("does not have all columns of the table api_tokens", "jupyterhub upgrade-db");
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() throws IOException {
        assertThat(call("import", "jupyterhub", "postgresql://ann:S3CRET@db/hub"))
                .isEqualTo(2);
        assertThat(call("import", "jupyterhub", "mysql+pymysql://db/hub")).isEqualTo(2);
        assertThat(call("import", "jupyterhub", "postgresql://db/hub?host=/run/postgresql"))
                .isEqualTo(2);
        assertThat(call("import")).isEqualTo(2);
        assertThat(text(err))
                .contains("Leave it out, and set PGPASSWORD or use --password-file.")
                .contains("A database of the kind \"mysql\" cannot be imported")
                .contains("The address has the parameter \"host\"")
                .doesNotContain("S3CRET");
        Path word = Files.writeString(folder.resolve("word"), "x\n");
        assertThat(call("import", "jupyterhub", "postgresql://ann@127.0.0.1:1/hub", "--password-file", word.toString()))
                .isEqualTo(1);
        assertThat(text(err)).contains("The database postgresql://127.0.0.1:1/hub cannot be opened");
    }
}
