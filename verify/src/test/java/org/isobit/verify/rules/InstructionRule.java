package org.isobit.verify.rules;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What no instruction of some classes may do. The id is also the name of the planted method that does it. */
enum InstructionRule {

  /** No mathematical function of the platform in EXACT code: its bits depend on the machine and the compiler. */
  libm("no function of Math or StrictMath whose bits are not those of one IEEE operation") {
    @Override
    boolean covers(String name) {
      return exact(name) || name.matches("org\\.isobit\\.models\\.twin\\.(?!TwinCharts|TwinTable).*")
          || name.matches("org\\.isobit\\.models\\.studies\\.(?!.*(Charts|Table)).*");
    }

    @Override
    boolean forbids(CodeElement e) {
      if (!(e instanceof InvokeInstruction call) || !MATH.contains(owner(call))) {
        return false;
      }
      boolean floating = call.type().stringValue().matches(".*[DF].*");
      return floating && !ONE_OPERATION.contains(call.name().stringValue());
    }
  },

  /** The order in which a vector's lanes are reduced changes with the compiler's state. */
  reduceLanes("no reduceLanes of floating-point vectors") {
    @Override
    boolean covers(String name) {
      return true;
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof InvokeInstruction call && FLOATING_VECTORS.contains(owner(call))
          && call.name().stringValue().startsWith("reduceLanes");
    }
  },

  /** Vectorised functions of the platform differ from width to width. */
  lanewiseFunction("no lanewise function such as VectorOperators.EXP") {
    @Override
    boolean covers(String name) {
      return true;
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof FieldInstruction field
          && field.owner().asInternalName().equals(VECTOR + "VectorOperators")
          && OPERATORS.contains(field.name().stringValue())
          || e instanceof InvokeInstruction call && FLOATING_VECTORS.contains(owner(call))
          && call.name().equalsString("pow");
    }
  },

  /** The contract's maximum keeps the first of two zeros, as the platform's does not. */
  lanewiseOrder("no min or max of floating-point vectors: compare and select") {
    @Override
    boolean covers(String name) {
      return true;
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof InvokeInstruction call && FLOATING_VECTORS.contains(owner(call))
          && (call.name().equalsString("min") || call.name().equalsString("max"))
          || e instanceof FieldInstruction field
          && field.owner().asInternalName().equals(VECTOR + "VectorOperators")
          && (field.name().equalsString("MIN") || field.name().equalsString("MAX"));
    }
  },

  /** Lambdas allocate and hide vectors from the compiler. */
  lambda("no lambdas or method references in kernels") {
    @Override
    boolean covers(String name) {
      return hot(name);
    }

    @Override
    boolean forbids(CodeElement e) {
      // Concatenation of messages is the one dynamic call that is fine.
      return e instanceof InvokeDynamicInstruction call
          && !call.bootstrapMethod().owner().descriptorString().equals("Ljava/lang/invoke/StringConcatFactory;");
    }
  },

  /** Streams and collections do not belong in kernels. */
  stream("no streams or collections in kernels") {
    @Override
    boolean covers(String name) {
      return hot(name);
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof InvokeInstruction call && (owner(call).startsWith("java/util/stream/")
          || owner(call).matches("java/util/(List|ArrayList|Map|HashMap|Collection|Set|HashSet|Iterator)"));
    }
  },

  /** Boxes are allocated. */
  boxing("no boxing in kernels") {
    @Override
    boolean covers(String name) {
      return hot(name);
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof InvokeInstruction call && call.name().equalsString("valueOf")
          && owner(call).matches("java/lang/(Double|Float|Integer|Long|Short|Byte|Character|Boolean)");
    }
  },

  /** Results must not depend on time. */
  clock("no clock in EXACT code") {
    @Override
    boolean covers(String name) {
      return exact(name);
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof InvokeInstruction call && (owner(call).equals("java/lang/System")
          && Set.of("nanoTime", "currentTimeMillis").contains(call.name().stringValue())
          || owner(call).startsWith("java/time/"));
    }
  },

  /** Random numbers come from the contract's generator alone. */
  random("no random numbers but org.isobit.kernels.random's") {
    @Override
    boolean covers(String name) {
      return name.startsWith("org.isobit.");
    }

    @Override
    boolean forbids(CodeElement e) {
      return e instanceof InvokeInstruction call && (owner(call).startsWith("java/util/random/")
          || owner(call).matches("java/util/(Random|SplittableRandom|concurrent/ThreadLocalRandom)")
          || owner(call).equals("java/lang/Math") && call.name().equalsString("random"));
    }
  };

  private static final String VECTOR = "jdk/incubator/vector/";
  private static final Set<String> FLOATING_VECTORS = Set.of(VECTOR + "DoubleVector", VECTOR + "FloatVector",
      VECTOR + "Vector");
  private static final Set<String> MATH = Set.of("java/lang/Math", "java/lang/StrictMath");
  private static final Set<String> ONE_OPERATION = Set.of("sqrt", "fma", "abs", "copySign", "scalb", "getExponent",
      "nextUp", "nextDown", "ulp", "rint", "floor", "ceil",
      // Not mathematical; the rule "random" is about it.
      "random");
  private static final Set<String> OPERATORS = Set.of("SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "SINH", "COSH",
      "TANH", "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "CBRT", "POW", "HYPOT", "ATAN2");

  /** The rule as a sentence. */
  final String sentence;

  InstructionRule(String sentence) {
    this.sentence = sentence;
  }

  /** Whether a class, by its binary name, is under this rule. */
  abstract boolean covers(String name);

  /** Whether an instruction breaks it. */
  abstract boolean forbids(CodeElement instruction);

  /** {@code class.method:line} of every instruction that breaks the rule. */
  List<String> violations(ClassModel model) {
    List<String> found = new ArrayList<>();
    for (MethodModel method : model.methods()) {
      if (method.findAttribute(Attributes.code()).isEmpty()) {
        continue;
      }
      int line = 0;
      for (CodeElement element : method.code().orElseThrow()) {
        if (element instanceof LineNumber number) {
          line = number.line();
        } else if (forbids(element)) {
          found.add(name(model) + "." + method.methodName().stringValue() + ":" + line);
        }
      }
    }
    return found;
  }

  static String name(ClassModel model) {
    return model.thisClass().asInternalName().replace('/', '.');
  }

  /** The code whose bits are promised. */
  static boolean exact(String name) {
    return name.matches("org\\.isobit\\.(kernels|linalg|gpu|"
        + "models\\.(dynamics|assimilation|errors|latent|learning|onnx|scores))\\..*");
  }

  /** The code that runs for every element. */
  static boolean hot(String name) {
    return name.matches("org\\.isobit\\.(kernels|linalg|models\\.dynamics)\\.([a-z]+\\.)*\\w*(Reference|Simd)(\\$.*)?")
        && !name.endsWith(".SpeciesSimd");
  }

  private static String owner(InvokeInstruction call) {
    return call.owner().asInternalName();
  }
}
