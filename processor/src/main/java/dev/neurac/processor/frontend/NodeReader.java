package dev.neurac.processor.frontend;

import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.frontend.LayerSpec.Port;
import dev.neurac.processor.frontend.ModelSpec.InputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the node form: each abstract method of a type is a node, its parameters are its inputs. */
final class NodeReader {

  private static final String TENSOR = "dev.neurac.runtime.Tensor";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<InputSpec> inputs = new ArrayList<>();
  private int strangers;

  NodeReader(ProcessingEnvironment environment, Diagnostics diagnostics, TypeElement type) {
    this.environment = environment;
    this.diagnostics = diagnostics;
    for (ExecutableElement method :
        ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type))) {
      TypeElement owner = (TypeElement) method.getEnclosingElement();
      if (method.getModifiers().contains(Modifier.ABSTRACT)
          && !owner.getQualifiedName().contentEquals(TypeRules.NETWORK)) {
        read(method);
      }
    }
  }

  List<LayerSpec> layers() {
    return layers;
  }

  List<InputSpec> inputs() {
    return inputs;
  }

  /** Returns the number of abstract methods that are no nodes. */
  int strangers() {
    return strangers;
  }

  private void read(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    List<AnnotationReader> annotations =
        LayerKind.READERS.keySet().stream()
            .map(kind -> ModelReader.annotation(method, kind))
            .flatMap(Optional::stream)
            .toList();
    if (annotations.isEmpty()) {
      strangers++;
      diagnostics.report(
          Problem.NOT_A_NODE,
          Origin.of(method),
          "the abstract method " + name + " has no annotation that says what it computes",
          "Add one of " + kinds() + ", or give the method a body.");
      return;
    }
    if (annotations.size() > 1) {
      strangers++;
      diagnostics.report(
          Problem.SEVERAL_KINDS,
          annotations.get(1).origin(),
          name
              + " has "
              + annotations.stream().map(Object::toString).collect(Collectors.joining(" and "))
              + "; a node does one thing",
          "Keep one annotation, and make another method for the other.");
      return;
    }
    if (!checkSignature(method)) {
      strangers++;
      return;
    }
    AnnotationReader annotation = annotations.get(0);
    LayerKind kind = LayerKind.READERS.get(annotation.simpleName()).apply(annotation);
    if (kind instanceof DenseLayer && !annotation.text("name").isEmpty()) {
      diagnostics.report(
          Problem.INVALID_NAME,
          annotation.origin("name"),
          "the node " + name + " is named by its method, and also by name = " + "\"…\"",
          "Leave name out, or rename the method.");
    }
    layers.add(ModelReader.layer(name, name, kind, ports(method), annotation));
  }

  private List<Port> ports(ExecutableElement method) {
    List<Port> ports = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      String name = parameter.getSimpleName().toString();
      Optional<AnnotationReader> from = ModelReader.annotation(parameter, "From");
      ports.add(
          new Port(
              name,
              from.map(f -> f.text("value")).orElse(name),
              from.map(f -> f.origin("value")).orElse(Origin.of(parameter))));
      ModelReader.annotation(parameter, "Input")
          .ifPresent(
              input ->
                  inputs.add(new InputSpec(name, input.integers("value"), input.origin("value"))));
    }
    return ports;
  }

  private boolean checkSignature(ExecutableElement method) {
    boolean fits =
        method.getTypeParameters().isEmpty()
            && method.getThrownTypes().isEmpty()
            && !method.isVarArgs()
            && isTensor(method.getReturnType())
            && method.getParameters().stream().allMatch(p -> isTensor(p.asType()));
    if (!fits) {
      diagnostics.report(
          Problem.WRONG_SIGNATURE,
          Origin.of(method),
          "the node " + method + " returns " + method.getReturnType(),
          "Declare it as: Tensor "
              + method.getSimpleName()
              + "("
              + method.getParameters().stream()
                  .map(p -> "Tensor " + p.getSimpleName())
                  .collect(Collectors.joining(", "))
              + "), with "
              + TENSOR
              + " and no type parameters or exceptions.");
    }
    return fits;
  }

  private boolean isTensor(TypeMirror type) {
    TypeElement tensor = environment.getElementUtils().getTypeElement(TENSOR);
    return tensor != null && environment.getTypeUtils().isSameType(type, tensor.asType());
  }

  private static String kinds() {
    return LayerKind.READERS.keySet().stream()
        .map(kind -> "@" + kind)
        .collect(Collectors.joining(", "));
  }
}
