package dev.berth.hub.signin;

import dev.berth.hub.session.SessionLifetimes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What other rooms need of the configuration of sign-in, without knowing its keys. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    @Bean
    SessionLifetimes sessionLifetimes(SignInProperties properties) {
        return new SessionLifetimes(properties.sessionLifetime(), properties.sessionIdle());
    }
}
