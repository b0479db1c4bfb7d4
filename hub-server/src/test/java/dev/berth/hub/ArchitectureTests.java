package dev.berth.hub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.berth.hub.replica.RepeatedWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.ComponentScan;

/** The architecture rules, for all modules on the hub's class path. */
class ArchitectureTests {

    /** Classes that print for a person at the terminal, whatever the log settings are. */
    private static final Set<String> SPEAKERS = Set.of(
            "dev.berth.hub.HubApplication",
            "dev.berth.hub.command.StartScreen",
            "dev.berth.hub.web.Ready",
            "dev.berth.hub.signin.password.FirstAdmin",
            "dev.berth.proxy.ProxyMain");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.berth");

    @Test
    void theSeamsUseTheJdkAndJSpecifyOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.berth.spi..")
                .should()
                .dependOnClassesThat(
                        are(not(resideInAnyPackage("dev.berth.spi..", "java..", "javax.crypto..", "org.jspecify.."))))
                .check(ALL);
    }

    @Test
    void providersAndProxyKnowTheSeamsAlone() {
        for (String own : List.of(
                "dev.berth.spawner.local..",
                "dev.berth.spawner.kubernetes..",
                "dev.berth.spawner.docker..",
                "dev.berth.proxy..",
                "dev.berth.auth.oauth2..",
                "dev.berth.auth.ldap..",
                "dev.berth.auth.pam..")) {
            noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat(are(resideInAPackage("dev.berth..")
                            .and(not(resideInAnyPackage("dev.berth.spi..", "dev.berth.spawner.base..", own)))))
                    .check(ALL);
        }
    }

    /** Commands leave out what is called a loop: a command that opens the database must not begin the work of a hub. */
    @Test
    void repeatedWorkOfRoomsThatCommandsUseIsCalledALoop() {
        ComponentScan commands =
                ALL.get("dev.berth.hub.command.CommandConfiguration").getAnnotationOfType(ComponentScan.class);
        for (String room : commands.basePackages()) {
            classes()
                    .that()
                    .resideInAPackage(room + "..")
                    .and()
                    .areAssignableTo(RepeatedWork.class)
                    .should()
                    .haveSimpleNameEndingWith("Loop")
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }

    /** Pod creation and interpretation can be tested without a cluster. */
    @Test
    void theKubernetesModelTalksToNoCluster() {
        noClasses()
                .that()
                .resideInAPackage("dev.berth.spawner.kubernetes.model..")
                .should()
                .dependOnClassesThat(are(resideInAPackage("io.fabric8.kubernetes.client..")
                        .and(not(com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName(
                                "KubernetesSerialization")))))
                .check(ALL);
    }

    @Test
    void theHubKnowsNoProvider() {
        noClasses()
                .that()
                .resideInAPackage("dev.berth.hub..")
                .should()
                .dependOnClassesThat(are(resideInAPackage("dev.berth..")
                        .and(not(resideInAnyPackage("dev.berth.spi..", "dev.berth.hub..")))))
                .check(ALL);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.berth.hub.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("dev.berth.hub.(**)").should().beFreeOfCycles().check(ALL);
        slices().matching("dev.berth.proxy.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("dev.berth.spi.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void fieldsAreNotInjected() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(ALL);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(ALL);
    }

    @Test
    void nobodySpeaksOnTheTerminalButThoseWhoAreMeantTo() {
        classes()
                .that()
                .resideInAPackage("dev.berth..")
                .and(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("are not meant to") {
                    @Override
                    public boolean test(JavaClass type) {
                        return SPEAKERS.stream()
                                .noneMatch(name -> type.getName().startsWith(name));
                    }
                })
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.never(
                        com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS))
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> bare = new TreeSet<>();
        packages()
                .filter(each -> each.tryGetAnnotationOfType(NullMarked.class).isEmpty())
                .forEach(each -> bare.add(each.getName()));
        assertThat(bare).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsForAndWhatItMayUse() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<Path> described;
        try (Stream<Path> modules = Files.list(root)) {
            described = modules.flatMap(ArchitectureTests::withSubmodules)
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ArchitectureTests::packageInfos)
                    .toList();
        }
        assertThat(described).hasSizeGreaterThan(20);
        for (Path info : described) {
            String text = Files.readString(info);
            assertThat(text).as(info.toString()).contains("/**").contains("@NullMarked");
            String comment = text.substring(0, text.indexOf("@NullMarked")).replaceAll("[/*\\s]+", " ");
            assertThat(comment.length())
                    .as("length of the description in " + info)
                    .isGreaterThan(60);
        }
    }

    private static Stream<Path> withSubmodules(Path module) {
        Path providers = Path.of("auth-providers");
        try {
            return module.endsWith(providers) ? Files.list(module) : Stream.of(module);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<JavaPackage> packages() {
        return ALL.stream().map(JavaClass::getPackage).distinct();
    }

    private static Stream<Path> packageInfos(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
