package dev.berth.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HandlersTests {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
    }

    @Autowired
    private Collection<RequestMappingHandlerMapping> mappings;

    @Test
    void everyHandlerSaysWhoMayCallIt() {
        assertThat(mappings).isNotEmpty();
        mappings.forEach(mapping -> mapping.getHandlerMethods().forEach((path, handler) -> {
            if (!ErrorController.class.isAssignableFrom(handler.getBeanType())) {
                assertThat(AccessRule.of(handler))
                        .as(path + " is handled by " + handler)
                        .isNotNull();
            }
        }));
    }
}
