package dev.berth.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that must pass at the root and at a base URL with escapes. */
@ParameterizedTest
@ValueSource(strings = {"/", "/@/space%20word/"})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface BothBaseUrls {}
