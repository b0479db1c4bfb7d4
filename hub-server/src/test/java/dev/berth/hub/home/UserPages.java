package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;

/** Opens pages of the shared hub and checks what holds for all of them. */
final class UserPages {

    static final HubUnderTest HUB = SharedHub.HUB;
    static final String HOSTILE = "<img src=x onerror=alert(1)>&\"'";

    private UserPages() {}

    static String page(HubBrowser browser, String path, int status) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'");
        assertThat(answer.body()).doesNotContain("??");
        return answer.body();
    }

    /** A user with a server that is recorded as ended for this reason. */
    static String stopped(String code, String detail) {
        String name = SharedHub.ready("ended");
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        HUB.jdbc()
                .sql("update servers set stop_code = ?, stop_detail = ?, stop_by = null where user_id = ?")
                .params(code, detail, HUB.user(name).id())
                .update();
        return name;
    }
}
