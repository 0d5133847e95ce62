#include "datasets/brain/matrix_file.h"

#include "core/base/error.h"
#include "core/io/array_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace nie::brain {

namespace {

/// Names that connectomes have in the files of the field, in small letters.
const std::set<std::string> kUsualNames{"cmat", "sc",        "weights",       "dmat",  "lengths",
                                        "len",  "lengthmat", "tract_lengths", "delays"};

bool isSquare(const ArrayInfo& array)
{
    return array.readable() && array.shape.size() == 2 && array.shape[0] == array.shape[1];
}

bool hasUsualName(const ArrayInfo& array)
{
    std::string name = array.name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return kUsualNames.contains(name);
}

/// The only square array, or the only one of them with a usual name.
std::string squareArrayOf(const ArrayFile& file)
{
    std::vector<std::string> square;
    std::vector<std::string> usual;
    for (const ArrayInfo& array : file.arrays()) {
        if (!isSquare(array))
            continue;
        square.push_back(array.name);
        if (hasUsualName(array))
            usual.push_back(array.name);
    }
    if (square.size() == 1)
        return square.front();
    if (usual.size() == 1)
        return usual.front();
    throw InputError(file.source(), "which array is the matrix?",
                     fmt::format("{} square arrays", square.size()),
                     "one square matrix, or one named weights, sc, Cmat, lengths, Dmat, ...");
}

}  // namespace

Eigen::MatrixXd readMatrixFile(const std::filesystem::path& file)
{
    const auto arrays = ArrayFile::open(file);
    const NumericArray array = arrays->read(squareArrayOf(*arrays));
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajor>(array.values.data(), array.shape[0], array.shape[1]);
}

}  // namespace nie::brain
