#include "core/io/array_file.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"
#include "core/io/hdf5_array_file.h"
#include "core/io/mat_file.h"
#include "core/io/npy.h"
#include "core/io/npz.h"
#include "core/io/text_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace nie {

namespace fs = std::filesystem;

namespace {

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

class NpyArrayFile : public ArrayFile {
public:
    explicit NpyArrayFile(const fs::path& file) : ArrayFile("NPY", file), m_file(file)
    {
        FileSource source(file);
        const NpyHeader header = NpyHeader::read(source);
        m_arrays = {{file.stem().string(), typeName(header.type), header.shape}};
    }
    NumericArray read(const std::string& name) override
    {
        info(name);
        return readNpy(m_file);
    }

private:
    fs::path m_file;
};

class NpzArrayFile : public ArrayFile {
public:
    explicit NpzArrayFile(const fs::path& file) : ArrayFile("NPZ", file), m_reader(file)
    {
        m_arrays = m_reader.arrays();
    }
    NumericArray read(const std::string& name) override
    {
        info(name);
        return m_reader.read(name);
    }

private:
    NpzReader m_reader;
};

class TextArrayFile : public ArrayFile {
public:
    explicit TextArrayFile(const fs::path& file)
        : ArrayFile("text table", file),
          m_table(TextTable::read(file))
    {
        m_arrays = {{m_table.array.name,
                     typeName(m_table.array.type),
                     m_table.array.shape,
                     {},
                     m_table.array.labels}};
        m_warnings = m_table.warnings;
    }
    NumericArray read(const std::string& name) override
    {
        info(name);
        return m_table.array;
    }
    std::vector<std::string> rowNames() const override { return m_table.rowNames; }
    NumericArray index() const override
    {
        return {
            m_table.indexName, {static_cast<std::int64_t>(m_table.index.size())}, m_table.index};
    }

private:
    TextTable m_table;
};

std::string firstBytes(const fs::path& file)
{
    FileSource source(file);
    std::string head(std::min<std::uint64_t>(source.size(), 520), '\0');
    source.read(head.data(), head.size());
    return head;
}

}  // namespace

bool ArrayFile::hasKnownEnding(const fs::path& file)
{
    static constexpr std::array kEndings{".npy", ".npz", ".csv", ".tsv", ".txt",
                                         ".1d",  ".mat", ".h5",  ".hdf5"};
    return std::find(kEndings.begin(), kEndings.end(), lowered(file.extension().string())) !=
           kEndings.end();
}

std::unique_ptr<ArrayFile> ArrayFile::open(const fs::path& file)
{
    const std::string head = firstBytes(file);
    const std::string ending = lowered(file.extension().string());
    const bool hdf5 = isHdf5(file);
    if (head.starts_with("\x93NUMPY") || ending == ".npy")
        return std::make_unique<NpyArrayFile>(file);
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06") || ending == ".npz")
        return std::make_unique<NpzArrayFile>(file);
    if (hdf5 || ending == ".h5" || ending == ".hdf5")
        return openHdf5ArrayFile(file, head.starts_with("MATLAB 7.3"));
    const bool vest = head.starts_with("/NumWaves") || head.starts_with("/NumPoints");
    if (head.starts_with("MATLAB ") || (ending == ".mat" && !vest))
        return openMatFile(file);
    return std::make_unique<TextArrayFile>(file);
}

const ArrayInfo& ArrayFile::info(const std::string& name) const
{
    std::vector<std::string> names;
    for (const ArrayInfo& array : m_arrays) {
        if (array.name == name)
            return array;
        if (array.readable())
            names.push_back(array.name);
    }
    throw InputError(m_source, "array: there is none of this name", "'" + name + "'",
                     fmt::format("one of: {}", fmt::join(names, ", ")));
}

NumericArray ArrayFile::readPart(const std::string& name, std::size_t axis, std::int64_t first,
                                 std::int64_t count)
{
    return sliced(read(name), axis, first, count);
}

NumericArray sliced(const NumericArray& array, std::size_t axis, std::int64_t first,
                    std::int64_t count)
{
    std::size_t outer = 1;
    std::size_t inner = 1;
    for (std::size_t k = 0; k < array.shape.size(); ++k)
        (k < axis ? outer : inner) *= k == axis ? 1 : static_cast<std::size_t>(array.shape[k]);
    const auto length = static_cast<std::size_t>(array.shape.at(axis));
    NumericArray part{array.name, array.shape, {}, array.type, array.labels};
    part.shape[axis] = count;
    if (axis + 1 == array.shape.size() && !part.labels.empty())
        part.labels = {array.labels.begin() + first, array.labels.begin() + first + count};
    part.values.reserve(outer * static_cast<std::size_t>(count) * inner);
    for (std::size_t i = 0; i < outer; ++i) {
        const auto begin =
            array.values.begin() +
            static_cast<std::ptrdiff_t>((i * length + static_cast<std::size_t>(first)) * inner);
        part.values.insert(
            part.values.end(), begin,
            begin + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(count) * inner));
    }
    return part;
}

std::optional<std::string> likelyArray(const ArrayFile& file)
{
    std::vector<std::string> all;
    std::vector<std::string> large;
    std::vector<std::string> named;
    for (const ArrayInfo& array : file.arrays()) {
        if (!array.readable())
            continue;
        all.push_back(array.name);
        const auto longAxes = std::count_if(array.shape.begin(), array.shape.end(),
                                            [](std::int64_t length) { return length > 1; });
        if (longAxes > 1)
            large.push_back(array.name);
        static constexpr std::array kNames{"ts",          "tc",     "data", "bold",  "timeseries",
                                           "time_series", "tensor", "u",    "values"};
        const std::string name = lowered(array.name.substr(array.name.find_last_of("/.") + 1));
        if (longAxes > 0 && (std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
                             name.starts_with("roi")))
            named.push_back(array.name);
    }
    if (all.empty())
        throw InputError(file.source(), "variable: no numeric matrix in this file", {},
                         "an array of real numbers");
    for (const auto* candidates : {&named, &large, &all})
        if (candidates->size() == 1)
            return candidates->front();
    return std::nullopt;
}

}  // namespace nie
