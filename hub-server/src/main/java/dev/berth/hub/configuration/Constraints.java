package dev.berth.hub.configuration;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Checks the constraints (Jakarta Validation) that records of properties declare for single keys. The records need no {@code @Validated},
 * since {@link ConfigurationChecks} runs at every start.
 */
final class Constraints {

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
            .buildValidatorFactory()
            .getValidator();

    private Constraints() {}

    /**
     * A value that is not allowed.
     *
     * @param remedy what to use instead, as a sentence without its full stop
     */
    record Broken(ConfigurationPropertyName key, String remedy) {}

    static List<Broken> broken(String prefix, Object properties) {
        return VALIDATOR.validate(properties).stream()
                .map(violation -> new Broken(key(prefix, violation), violation.getMessage()))
                .toList();
    }

    private static ConfigurationPropertyName key(String prefix, ConstraintViolation<Object> violation) {
        StringBuilder key = new StringBuilder(prefix);
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.isInIterable()) {
                key.append(node.getIndex() != null ? "[" + node.getIndex() + "]" : "." + node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                key.append('.').append(DataObjectPropertyName.toDashedForm(node.getName()));
            }
        }
        return ConfigurationPropertyName.of(key.toString());
    }
}
