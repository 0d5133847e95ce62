#pragma once

#include <functional>
#include <string>
#include <vector>

namespace nie {

/// The integral that a generated data set's equation holds, where it is known:
///
///     integral K(t, s) F(y(s)) ds,    K(t, s) a matrix [channel, component], F(y) a vector
///                                     [component]
///
/// in the units of the data; from the first time to t where `volterra`, else over all times.
struct KnownKernel {
    std::string formula;  ///< one line, "K(t,s) = ..., F(y) = ..."
    std::size_t components = 1;
    bool volterra = true;
    std::function<std::vector<double>(double t, double s)> kernel;  ///< row by row
    std::function<std::vector<double>(const std::vector<double>& y)> field;
};

}  // namespace nie
