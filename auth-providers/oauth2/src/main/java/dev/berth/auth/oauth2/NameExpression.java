package dev.berth.auth.oauth2;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

/**
 * A CEL expression that derives a username from {@code claims}. It cannot loop forever, call other code or access anything else; CEL's
 * string extension functions, such as {@code split} and {@code lowerAscii}, are available.
 */
final class NameExpression {

    private static final int MOST_CODE_POINTS = 1_000;
    private static final int MOST_ITERATIONS = 10_000;

    private static final Cel CEL = CelFactory.legacyCelBuilder()
            .setOptions(CelOptions.current()
                    .maxExpressionCodePointSize(MOST_CODE_POINTS)
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.strings())
            .addVar("claims", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .setResultType(SimpleType.STRING)
            .build();

    private final String source;
    private final CelRuntime.Program program;

    private NameExpression(String source, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
    }

    /**
     * @throws IllegalArgumentException for an expression that does not compile; the message names the position
     */
    static NameExpression compile(String source) {
        try {
            return new NameExpression(
                    source, CEL.createProgram(CEL.compile(source).getAst()));
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new IllegalArgumentException(Texts.cut(wrong.getMessage()), wrong);
        }
    }

    /** Whether the username can contain parts of an email address, which must then be verified. */
    boolean mentionsEmail() {
        return source.contains("email");
    }

    String name(Claims claims) throws RefusedException {
        try {
            Object value = program.eval(java.util.Map.of("claims", claims.values()));
            if (value instanceof String name && !name.isEmpty()) {
                return name;
            }
            throw new RefusedException("NAME_CLAIM", "username-expression does not return a string");
        } catch (CelEvaluationException failure) {
            throw new RefusedException("NAME_CLAIM", "username-expression failed: " + Texts.cut(failure.getMessage()));
        }
    }
}
