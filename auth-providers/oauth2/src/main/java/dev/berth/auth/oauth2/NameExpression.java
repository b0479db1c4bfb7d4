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
 * A CEL expression that makes a user name of {@code claims}. It cannot loop without end, call anything, or see anything else; its strings
 * have CEL's extension functions, such as {@code split} and {@code lowerAscii}.
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

    /** @throws IllegalArgumentException for one that does not compile; the message says where */
    static NameExpression compile(String source) {
        try {
            return new NameExpression(
                    source, CEL.createProgram(CEL.compile(source).getAst()));
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new IllegalArgumentException(Texts.cut(wrong.getMessage()), wrong);
        }
    }

    /** Whether an e-mail address may have a part in the name, which must then be a verified one. */
    boolean mentionsEmail() {
        return source.contains("email");
    }

    String name(Claims claims) throws RefusedException {
        try {
            Object value = program.eval(java.util.Map.of("claims", claims.values()));
            if (value instanceof String name && !name.isEmpty()) {
                return name;
            }
            throw new RefusedException("NAME_CLAIM", "username-expression gives no text");
        } catch (CelEvaluationException failure) {
            throw new RefusedException(
                    "NAME_CLAIM", "username-expression gives no name: " + Texts.cut(failure.getMessage()));
        }
    }
}
