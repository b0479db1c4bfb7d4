package dev.berth.hub.signin;

import dev.berth.hub.session.SessionLifetimes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the sign-in configuration that other packages need, without its keys. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    @Bean
    SessionLifetimes sessionLifetimes(SignInProperties properties) {
        return new SessionLifetimes(properties.sessionLifetime(), properties.sessionIdle());
    }
}
