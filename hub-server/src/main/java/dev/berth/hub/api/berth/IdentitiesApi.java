package dev.berth.hub.api.berth;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.SignInAdministration;
import dev.berth.hub.administration.SignInChange;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The identities that are linked to a user, and their second factor. Only for administrators, whatever the scopes: linking an identity
 * allows its owner to sign in as that user.
 */
@RestController
class IdentitiesApi {

    private final UserDirectory users;
    private final SignInAdministration administration;

    IdentitiesApi(UserDirectory users, SignInAdministration administration) {
        this.users = users;
        this.administration = administration;
    }

    @PostMapping("/hub/api/berth/users/{name}/identities")
    @RequiresScope("admin:users")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> link(@PathVariable String name, Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("provider", "subject"));
        String provider = required(body, "provider");
        String subject = required(body, "subject");
        requireDone(administration.link(caller, user(name), provider, subject, request.getRemoteAddr()));
        return Map.of("provider", provider, "subject", subject.strip());
    }

    @DeleteMapping("/hub/api/berth/users/{name}/identities/{provider}")
    @RequiresScope("admin:users")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(
            @PathVariable String name,
            @PathVariable String provider,
            @RequestParam(defaultValue = "") String subject,
            Caller caller,
            HttpServletRequest request) {
        requireDone(administration.unlink(caller, user(name), provider, subject, request.getRemoteAddr()));
    }

    @DeleteMapping("/hub/api/berth/users/{name}/second-factor")
    @RequiresScope("admin:users")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFactor(@PathVariable String name, Caller caller, HttpServletRequest request) {
        requireDone(administration.removeFactor(caller, user(name), request.getRemoteAddr()));
    }

    private static void requireDone(SignInChange change) {
        if (change instanceof SignInChange.Rejected rejected) {
            throw SignInApi.refusal(rejected);
        }
    }

    private static String required(ApiBody body, String key) {
        String text = body.text(key);
        if (text == null || text.isEmpty()) {
            throw ApiException.invalid(key + " is required");
        }
        return text;
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
