#include "app/cli/dataset_output.h"

#include "core/base/error.h"
#include "core/base/files.h"

namespace nie::cli {

namespace fs = std::filesystem;

void requireDatasetTarget(const fs::path& file, bool force)
{
    const std::string ending = file.extension().string();
    if (ending != ".h5" && ending != ".hdf5" && ending != ".npz")
        throw InputError("-o " + file.string(), "unknown kind of file", "'" + ending + "'",
                         ".h5, .hdf5 or .npz");
    if (fs::is_directory(file))
        throw InputError(file.string(), "is a folder");
    if (fs::exists(file) && !force)
        throw InputError(file.string(), "exists", {}, "a new file, or --force");
    const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
    if (!fs::is_directory(folder))
        throw InputError(folder.string(), "no such folder");
    requireWritable(folder);
}

void writeDataset(const Dataset& dataset, const fs::path& file, const StoreOptions& options)
{
    if (file.extension() == ".npz")
        writeDatasetNpz(dataset, file, options);
    else
        writeDatasetHdf5(dataset, file, options);
}

Json describeWritten(const Dataset& dataset, const fs::path& file)
{
    return {{"file", file.string()},
            {"dataset", dataset.name},
            {"shape", dataset.shape()},
            {"content_hash", dataset.contentHash()},
            {"bytes", fs::file_size(file)}};
}

}  // namespace nie::cli
