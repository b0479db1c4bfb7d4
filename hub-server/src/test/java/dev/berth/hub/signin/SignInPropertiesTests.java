package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SignInPropertiesTests {

    private static SignInProperties bind(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate(
                        "berth.signin",
                        org.springframework.boot.context.properties.bind.Bindable.of(SignInProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    @Test
    void defaultsAreSafe() {
        assertThat(bind(Map.of())).isEqualTo(TestSignIn.properties("admin"));
    }

    @Test
    void everyKeyCanBeSet() {
        SignInProperties all = bind(Map.ofEntries(
                Map.entry("berth.signin.admin", "boss"),
                Map.entry("berth.signin.session-lifetime", "7d"),
                Map.entry("berth.signin.session-idle", "2h"),
                Map.entry("berth.signin.invitation-lifetime", "1d"),
                Map.entry("berth.signin.password-min-length", "12"),
                Map.entry("berth.signin.throttle.per-account", "3"),
                Map.entry("berth.signin.throttle.per-address", "30"),
                Map.entry("berth.signin.throttle.period", "1m"),
                Map.entry("berth.signin.providers.x.allowed-users", "ann,bob"),
                Map.entry("berth.signin.default-provider", "x"),
                Map.entry("berth.signin.role-addresses.admin", "10.0.0.0/8"),
                Map.entry("berth.signin.second-factor-roles", "admin"),
                Map.entry("berth.signin.providers.x.blocked-users", "mallory"),
                Map.entry("berth.signin.providers.x.username-map.jdoe", "john"),
                Map.entry("berth.signin.providers.x.second-factor", "required"),
                Map.entry("berth.signin.providers.x.link-existing", "true")));
        assertThat(all.defaultProvider()).isEqualTo("x");
        assertThat(all.roleAddresses().get("admin")).containsExactly("10.0.0.0/8");
        assertThat(all.providers().get("x").usernameMap()).containsEntry("jdoe", "john");
        assertThat(all.providers().get("x").secondFactor()).isEqualTo(SignInProperties.SecondFactor.REQUIRED);
        assertThat(all.throttle()).isEqualTo(new SignInProperties.Throttle(3, 30, Duration.ofMinutes(1)));
        assertThat(all.providers().get("x").allowedUsers()).containsExactly("ann", "bob");
        assertThat(all.providers().get("x").createUsers()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "berth.signin.admin,a/b,is not a valid username",
        "berth.signin.providers.x.username-pattern,[a-z,not a valid regular expression",
        "berth.signin.providers.x.allowed-addresses,10.0.0.0/99,Use 10.0.0.0/8",
        "berth.signin.providers.x.allowed-addresses,campus.example.org,Use 10.0.0.0/8",
        "berth.signin.role-addresses.admin,nowhere,Use 10.0.0.0/8",
        "berth.signin.alow-all,true,unbound",
        "berth.signin.providers.x.allow-al,true,unbound",
    })
    void badValueIsRefusedWithItsKey(String key, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .satisfies(failure -> assertThat(org.assertj.core.util.Throwables.getStackTrace(failure))
                        .contains(message));
    }
}
