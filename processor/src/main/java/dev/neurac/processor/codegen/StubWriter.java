package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.neurac.processor.frontend.ModelSpec;
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
    TypeName created = ModelWriter.declared(model);
    if (extendable) {
      if (model.isInterface()) {
        type.addSuperinterface(created);
      } else {
        type.superclass(created);
      }
      created = ClassName.get(model.packageName(), model.generatedName());
    }
    return ModelWriter.file(model, type.addMethod(create(model, created)), markGenerated);
  }

  // public static DigitsNet create(long seed) {
  //   throw new IllegalStateException("Digits has errors: see the compiler's messages");
  // }
  private static MethodSpec create(ModelSpec model, TypeName created) {
    return MethodSpec.methodBuilder("create")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(long.class, "seed")
        .returns(created)
        .addStatement(
            "throw new $T($S)",
            IllegalStateException.class,
            model.name() + " has errors: see the compiler's messages")
        .build();
  }
}
