package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.neurac.processor.model.ModelSpec;
import javax.lang.model.element.Modifier;

/**
 * Writes the class of a model with mistakes: the public signatures alone, so that code that uses
 * the class adds no errors of its own. It is abstract, since nothing may be known of its methods.
 */
public final class StubWriter {

  private StubWriter() {}

  /**
   * Returns the generated file.
   *
   * @param extendable whether a class can implement the annotated type
   */
  public static JavaFile write(ModelSpec model, boolean extendable, boolean markGenerated) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(model.generatedName()).addModifiers(Modifier.ABSTRACT);
    ClassName declared = ModelWriter.declared(model);
    if (extendable && model.isInterface()) {
      type.addSuperinterface(declared);
    } else if (extendable) {
      type.superclass(declared);
    }
    return ModelWriter.file(model, type.addMethod(create(model, extendable)), markGenerated);
  }

  // public static DigitsNet create(long seed) {
  //   throw new IllegalStateException("Digits has errors: see the compiler's messages");
  // }
  private static MethodSpec create(ModelSpec model, boolean extendable) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("create")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addParameter(long.class, "seed")
            .addStatement(
                "throw new $T($S)",
                IllegalStateException.class,
                model.name() + " has errors: see the compiler's messages");
    if (extendable) {
      return method.returns(ClassName.get(model.packageName(), model.generatedName())).build();
    }
    // The type may be one that this class cannot even name: whatever the caller takes it for.
    TypeVariableName anything = TypeVariableName.get("N");
    return method.addTypeVariable(anything).returns(anything).build();
  }
}
