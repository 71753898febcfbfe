package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import static dev.neurac.Activation.RELU;

import dev.neurac.Add;
import dev.neurac.Apply;
import dev.neurac.Concat;
import dev.neurac.Dropout;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 9)
@Dropout(0.5) // error [MisplacedAnnotation] @Dropout(0.5) is on the type MisplacedAnnotation, but it declares a node
@Layer(out = 1)
interface MisplacedAnnotation extends Network {}

@Apply(RELU) // error [MisplacedAnnotation] @Apply(RELU) is on the type Forgotten, but it declares a node
class Forgotten {}

@Add // error [MisplacedAnnotation] @Add is on the type Both, but it declares a node
@Concat // error [MisplacedAnnotation] @Concat is on the type Both, but it declares a node
class Both {}

/* expected
[MisplacedAnnotation] @Dropout(0.5) is on the type MisplacedAnnotation, but it declares a node, and a node is a method
  Write dropout = … in the @Layer whose outputs are dropped, or write it on an abstract method that returns Tensor.
*/

/* expected
[MisplacedAnnotation] @Apply(RELU) is on the type Forgotten, but it declares a node, and a node is a method
  Write act = … in the @Layer whose outputs it takes, or write it on an abstract method that returns Tensor.
*/

/* expected
[MisplacedAnnotation] @Add is on the type Both, but it declares a node, and a node is a method
  Layers on a type follow each other: write it on an abstract method that returns Tensor.
*/
