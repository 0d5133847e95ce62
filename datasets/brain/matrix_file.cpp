#include "datasets/brain/matrix_file.h"

#include "core/base/error.h"
#include "core/io/npy.h"

namespace nie::brain {

Eigen::MatrixXd readMatrixFile(const std::filesystem::path& file)
{
    const NumericArray array = readNpy(file);
    if (array.shape.size() != 2)
        throw InputError(file.string(), "not a matrix", shapeText(array.shape), "rows x columns");
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajor>(array.values.data(), array.shape[0], array.shape[1]);
}

}  // namespace nie::brain
