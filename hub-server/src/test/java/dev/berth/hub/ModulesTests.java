package dev.berth.hub;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTests {

    @Test
    void modulesUseOnlyWhatTheySayTheyUse() {
        ApplicationModules.of(HubApplication.class).verify();
    }
}
