package dev.berth.hub.profile;

import dev.berth.hub.profile.Option.Alternative;
import java.util.stream.Collectors;

/** A parsed value of an option. */
sealed interface OptionValue {

    record Changes(SpecChange change) implements OptionValue {}

    record Wrong(String why) implements OptionValue {}

    /** The spec is the profile's own, which defines the resource name of a GPU. */
    static OptionValue of(Option option, String value, ServerSpec spec) {
        return switch (option) {
            case Option.Choice choice -> ofChoice(choice, value);
            case Option.Amount amount -> ofAmount(amount, value, spec);
            case Option.Text words -> ofWords(words, value);
        };
    }

    private static OptionValue ofChoice(Option.Choice choice, String value) {
        return choice.alternatives().stream()
                .filter(each -> each.name().equals(value))
                .<OptionValue>map(each -> new Changes(each.change()))
                .findFirst()
                .orElseGet(() -> new Wrong("Choose one of "
                        + choice.alternatives().stream().map(Alternative::name).collect(Collectors.joining(", "))));
    }

    private static OptionValue ofAmount(Option.Amount amount, String value, ServerSpec spec) {
        if (!value.matches("[0-9]{1,9}")) {
            return new Wrong("Enter a whole number from " + amount.min() + " to " + amount.max());
        }
        long number = Long.parseLong(value);
        if (number < amount.min() || number > amount.max()) {
            return new Wrong("Enter a number from " + amount.min() + " to " + amount.max() + ". You entered " + number);
        }
        return new Changes(
                switch (amount.of()) {
                    case MEMORY -> SpecChange.memory(number << 30);
                    case CPU -> SpecChange.cpu(number * 1_000);
                    case GPUS -> SpecChange.devices(spec.gpuResource(), Math.toIntExact(number));
                });
    }

    private static OptionValue ofWords(Option.Text words, String value) {
        if (value.length() > words.maxLength()) {
            return new Wrong("Enter at most " + words.maxLength() + " characters");
        }
        return words.pattern().matcher(value).matches()
                ? new Changes(SpecChange.variable(words.variable(), value))
                : new Wrong("Enter a value that matches " + words.pattern());
    }
}
