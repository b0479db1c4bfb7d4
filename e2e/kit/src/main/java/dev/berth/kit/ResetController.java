package dev.berth.kit;

import dev.berth.hub.access.Public;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT)
@Public
final class ResetController {

    private final Reset reset;

    ResetController(Reset reset) {
        this.reset = reset;
    }

    @PostMapping("reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset() {
        reset.restore();
    }
}
