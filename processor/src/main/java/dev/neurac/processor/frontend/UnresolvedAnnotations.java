package dev.neurac.processor.frontend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;

/**
 * Finds annotations whose types the compiler does not find. It says so itself, but only after
 * processors have run, and javac 17 hides such annotations from them; its syntax trees have them.
 */
final class UnresolvedAnnotations {

  private final ProcessingEnvironment environment;

  UnresolvedAnnotations(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** Throws if an annotation on an element is of no known type. */
  void checkNone(Element element) {
    if (anyOn(element)) {
      throw new IncompleteSource("an annotation on " + element);
    }
  }

  /** Returns whether an annotation on an element is of no known type. */
  boolean anyOn(Element element) {
    return element.getAnnotationMirrors().stream()
            .anyMatch(mirror -> mirror.getAnnotationType().getKind() == TypeKind.ERROR)
        || anyInTree(element);
  }

  private boolean anyInTree(Element element) {
    try {
      Trees trees = Trees.instance(environment);
      TreePath path = trees.getPath(element);
      if (path == null) {
        return false; // of a class file, which another compilation has seen whole
      }
      for (AnnotationTree annotation : annotations(path.getLeaf())) {
        Tree name = annotation.getAnnotationType();
        TreePath at = new TreePath(new TreePath(path, annotation), name);
        Element type = trees.getElement(at);
        if (type == null || type.asType().getKind() == TypeKind.ERROR) {
          return true;
        }
      }
      return false;
    } catch (LinkageError | IllegalArgumentException e) {
      return false; // a compiler other than javac, or one behind a build tool's wrapper
    }
  }

  private static List<? extends AnnotationTree> annotations(Tree tree) {
    ModifiersTree modifiers =
        tree instanceof ClassTree type
            ? type.getModifiers()
            : tree instanceof MethodTree method
                ? method.getModifiers()
                : tree instanceof VariableTree variable ? variable.getModifiers() : null;
    return modifiers == null ? List.of() : modifiers.getAnnotations();
  }
}
