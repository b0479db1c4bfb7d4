package dev.berth.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;

/**
 * What a test declares must not be found by the scan of a hub or a command that another test starts: it would use those parts without asking,
 * and a part that is missing in production would not be missed. A test imports its parts. Handlers of requests, which nothing is given, have
 * to be components.
 */
class TestPartsTests {

    @Test
    void testsDeclareNoComponentsExceptTheSpawnerThatAKeyChooses() {
        noClasses()
                .that()
                .areNotMetaAnnotatedWith(Controller.class)
                .and()
                .doNotHaveFullyQualifiedName("dev.berth.hub.server.InMemorySpawnerConfiguration")
                .should()
                .beMetaAnnotatedWith(Component.class)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages("dev.berth.hub"));
    }
}
