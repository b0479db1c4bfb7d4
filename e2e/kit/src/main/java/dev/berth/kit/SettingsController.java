package dev.berth.kit;

import dev.berth.hub.access.Public;
import dev.berth.hub.api.ApiBody;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT + "settings")
@Public
final class SettingsController {

    private final KitSettings settings;
    private final KitPermissions permissions;

    SettingsController(KitSettings settings, KitPermissions permissions) {
        this.settings = settings;
        this.permissions = permissions;
    }

    @PatchMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(HttpServletRequest request) {
        ApiBody body = ApiBody.required(request);
        settings.change(body.node());
        if (body.has("custom_scopes")) {
            permissions.changedForAll();
        }
    }
}
