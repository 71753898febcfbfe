package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 1)
interface NameTakenByMember extends Network {
  class NameTakenByMemberNet {} // error [NameTaken] NameTakenByMember is compiled to NameTakenByMemberNet, in which its member
}
