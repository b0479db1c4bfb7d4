package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of the API tokens of a JupyterHub. */
class ImportedTokensTests extends ImportHub {

    @Test
    void anOldTokenWorksFromItsFirstUseOnAndCanBeRevokedBeforeIt() throws Exception {
        long ann = file.user("token-ann", false);
        file.token(ann, "b1416368ae334f4d819f8ae609df6405", "used", "[\"inherit\"]");
        file.token(ann, "b14100000000000000000000000000ff", "withdrawn", "[\"read:users!user=token-ann\"]");
        assertThat(run("--apply")).isZero();

        ApiClient own = HUB.api("token-ann");
        assertThat(own.get("/hub/api/users/token-ann/tokens").body()).contains("\"used\"", "\"withdrawn\"");
        assertThat(client("b1416368ae334f4d819f8ae609df6406")
                        .get("/hub/api/user")
                        .status())
                .isEqualTo(403);
        assertThat(client("b1416368ae334f4d819f8ae609df6405")
                        .get("/hub/api/user")
                        .body())
                .contains("\"token-ann\"", "servers!user=token-ann");
        assertThat(client("b1416368ae334f4d819f8ae609df6405")
                        .get("/hub/api/user")
                        .status())
                .isEqualTo(200);
        assertThat(count("select count(*) from imported_tokens where hashed is null and prefix is null"))
                .isEqualTo(1);

        long withdrawn = count("select id from api_tokens where note = 'withdrawn'");
        assertThat(own.delete("/hub/api/users/token-ann/tokens/a" + withdrawn).status())
                .isEqualTo(204);
        assertThat(client("b14100000000000000000000000000ff")
                        .get("/hub/api/user")
                        .status())
                .isEqualTo(403);
        out.reset();
        assertThat(run("--apply")).isZero();
        assertThat(text(out)).containsPattern("API tokens +2 +0 +2 +0");
        assertThat(client("b14100000000000000000000000000ff")
                        .get("/hub/api/user")
                        .status())
                .as("a revoked token stays revoked")
                .isEqualTo(403);
    }

    @Test
    void tokensThatAreNotPeoplesOwnOrCannotBeKeptSafelyAreNamed() throws Exception {
        long ann = file.user("left-ann", false);
        file.token(ann, "aaaa0000", "by hand", "[\"inherit\"]", 16_384, "jupyterhub", null);
        file.token(ann, "bbbb0000", "custom", "[\"custom:grades\\u001b[2J\"]");
        file.token(ann, "cccc0000", "old", "[\"inherit\"]", 1, "jupyterhub", "2024-02-02 08:00:00.000000");
        file.token(ann, "dddd0000", "", "[\"access:servers!server=left-ann/\"]", 1, "jupyterhub-user-left-ann", null);
        file.token(ann, "eeee0000", "Server at /user/left-ann/", "[\"users:activity!user=left-ann\"]");
        HUB.admin("left-boss");
        long boss = file.user("left-boss", false);
        file.token(boss, "ffff0000", "more than before", "[\"inherit\"]");
        assertThat(run("--apply")).isZero();
        assertThat(text(out))
                .containsPattern("API tokens +4 +0 +0 +4")
                .contains("token \"by hand\" of left-ann: A person chose its value, so it is hashed in 16384 rounds")
                .contains("token \"custom\" of left-ann: Berth does not have these scopes: custom:grades?[2J.")
                .contains("token \"old\" of left-ann: It has expired.")
                .contains("1 tokens of servers: ", "1 tokens from sign-ins at servers and services: ")
                .contains("token \"more than before\" of left-boss: Its owner is an administrator here");
        assertThat(client("ffff0000").get("/hub/api/user").status()).isEqualTo(403);
    }

    @Test
    void onlySoManyTokensBeginAlikeThatAGuessStaysCheap() throws Exception {
        List<Integer> numbers = IntStream.range(0, 33).boxed().toList();
        long ann = file.user("alike-ann", false);
        for (int number : numbers) {
            file.token(ann, "1234-" + number, "alike " + number, "[\"inherit\"]");
        }
        assertThat(run("--apply")).isZero();
        assertThat(text(out))
                .contains("token \"alike 32\" of alike-ann: 32 other tokens begin with the same characters.");
    }
}
