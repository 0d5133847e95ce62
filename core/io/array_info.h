#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// What a file says of one of its arrays before the numbers are read.
struct ArrayInfo {
    std::string name;  ///< of the variable, member or HDF5 path; may be empty
    std::string type;  ///< "float32", "int16"; empty: no numbers
    std::vector<std::int64_t> shape;
    std::string problem = {};              ///< why it cannot be read as numbers; empty: it can
    std::vector<std::string> labels = {};  ///< names along the last axis; empty: none

    bool readable() const { return problem.empty(); }
};

}  // namespace nie
