#include "core/base/error.h"
#include "core/io/byte_source.h"
#include "core/io/hdf5_file.h"
#include "core/io/hdf5_handle.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace nie {

namespace fs = std::filesystem;

namespace {

std::vector<std::int64_t> shapeOf(hid_t space)
{
    const int rank = H5Sget_simple_extent_ndims(space);
    std::vector<hsize_t> lengths(static_cast<std::size_t>(std::max(rank, 0)));
    if (rank > 0)
        H5Sget_simple_extent_dims(space, lengths.data(), nullptr);
    return {lengths.begin(), lengths.end()};
}

/// The type of numbers; sets `problem` where there is none.
NumericType numericTypeOf(hid_t type, std::string& problem)
{
    const std::size_t size = H5Tget_size(type);
    const H5T_class_t kind = H5Tget_class(type);
    if (kind == H5T_FLOAT && (size == 4 || size == 8))
        return size == 4 ? NumericType::Float32 : NumericType::Float64;
    if (kind == H5T_FLOAT && size == 2)
        return NumericType::Float32;  // half precision becomes exact floats
    if (kind == H5T_INTEGER && (size == 1 || size == 2 || size == 4 || size == 8)) {
        static constexpr std::array kSigned{NumericType::Int8, NumericType::Int16,
                                            NumericType::Int32, NumericType::Int64};
        static constexpr std::array kUnsigned{NumericType::UInt8, NumericType::UInt16,
                                              NumericType::UInt32, NumericType::UInt64};
        const std::size_t place = size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;
        return H5Tget_sign(type) == H5T_SGN_NONE ? kUnsigned[place] : kSigned[place];
    }
    if (kind == H5T_ENUM && size == 1 && H5Tget_nmembers(type) == 2)
        return NumericType::Boolean;
    problem = kind == H5T_STRING      ? "is text"
              : kind == H5T_COMPOUND  ? "is compound (a table or complex numbers)"
              : kind == H5T_REFERENCE ? "is a reference (a MATLAB cell)"
                                      : "its type is no real number";
    return NumericType::Float64;
}

std::string layoutProblem(hid_t dataset)
{
    const Hdf5Handle plist(H5Dget_create_plist(dataset), H5Pclose);
    if (!plist)
        return "its layout is damaged";
    if (H5Pget_layout(plist.id()) == H5D_VIRTUAL)
        return "is a virtual data set, which leads to other files";
    if (H5Pget_external_count(plist.id()) > 0)
        return "is stored in another file";
    return {};
}

std::string trimmedFixed(const char* bytes, std::size_t size)
{
    std::string text(bytes, size);
    text.resize(std::min(text.find('\0'), text.size()));
    text.resize(text.find_last_not_of(' ') + 1);
    return text;
}

/// Texts of a data set or attribute, through its own read function.
template <class Read>
std::vector<std::string> readTextsWith(hid_t fileType, hid_t space, Read&& read)
{
    const hssize_t points = H5Sget_simple_extent_npoints(space);
    constexpr hssize_t kMost = 1 << 20;
    if (points < 0 || points > kMost || H5Tget_class(fileType) != H5T_STRING)
        return {};
    const auto count = static_cast<std::size_t>(points);
    std::vector<std::string> texts;
    Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_cset(type.id(), H5Tget_cset(fileType));
    if (H5Tis_variable_str(fileType) > 0) {
        H5Tset_size(type.id(), H5T_VARIABLE);
        std::vector<char*> pointers(count, nullptr);
        if (read(type.id(), pointers.data()))
            for (const char* text : pointers)
                texts.emplace_back(text ? text : "");
        H5Dvlen_reclaim(type.id(), space, H5P_DEFAULT, pointers.data());
        return texts;
    }
    const std::size_t size = H5Tget_size(fileType);
    if (size == 0 || size > (1U << 20))
        return {};
    H5Tset_size(type.id(), size);
    H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
    std::string bytes(count * size, '\0');
    if (read(type.id(), bytes.data()))
        for (std::size_t i = 0; i < count; ++i)
            texts.push_back(trimmedFixed(bytes.data() + i * size, size));
    return texts;
}

}  // namespace

bool isHdf5(const fs::path& file)
{
    constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 8> head{};
    for (std::streamoff place = 0; place <= (1 << 20); place = place == 0 ? 512 : 2 * place) {
        stream.seekg(place);
        if (!stream.read(head.data(), head.size()))
            return false;
        if (std::string_view(head.data(), head.size()) == kSignature)
            return true;
    }
    return false;
}

struct Hdf5File::State {
    std::string source;
    Hdf5Handle file;
    std::vector<Hdf5Item> items;

    [[noreturn]] void refuse(const std::string& what, std::string found = {},
                             std::string allowed = {}) const
    {
        throw InputError(source, what, std::move(found), std::move(allowed));
    }

    void describe(const std::string& path)
    {
        const Hdf5Handle dataset(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose);
        if (!dataset)
            return;
        const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
        const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
        Hdf5Item item;
        item.path = path;
        item.shape = shapeOf(space.id());
        item.type = numericTypeOf(type.id(), item.problem);
        item.isText = H5Tget_class(type.id()) == H5T_STRING && item.shape.size() == 1;
        if (item.problem.empty())
            item.problem = layoutProblem(dataset.id());
        if (item.problem.empty() && H5Sget_simple_extent_type(space.id()) == H5S_NULL)
            item.problem = "is empty";
        if (item.problem.empty() && !byteCount(item.shape, sizeof(double)))
            item.problem = "its size does not fit 63 bits";
        items.push_back(std::move(item));
    }

    /// A data set and its selected block; throws where something does not fit.
    template <class Read>
    void withBlock(const std::string& path, const std::vector<std::int64_t>& first,
                   const std::vector<std::int64_t>& count, Read&& read) const
    {
        const Hdf5Handle dataset(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose);
        if (!dataset)
            refuse("HDF5: no such data set", "'" + path + "'");
        const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
        const auto shape = shapeOf(space.id());
        if (first.size() != shape.size() || count.size() != shape.size())
            refuse("HDF5: data set '" + path + "' has another number of axes",
                   std::to_string(shape.size()), std::to_string(count.size()));
        for (std::size_t axis = 0; axis < shape.size(); ++axis)
            if (first[axis] < 0 || count[axis] < 0 || first[axis] > shape[axis] - count[axis])
                refuse(fmt::format("HDF5: '{}' ends before entry {} of axis {}", path,
                                   first[axis] + count[axis], axis),
                       std::to_string(shape[axis]));
        const std::vector<hsize_t> start(first.begin(), first.end());
        const std::vector<hsize_t> lengths(count.begin(), count.end());
        Hdf5Handle memory(H5Screate(H5S_SCALAR), H5Sclose);
        if (!shape.empty()) {
            H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, lengths.data(),
                                nullptr);
            memory = Hdf5Handle(
                H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr),
                H5Sclose);
        }
        if (!read(dataset.id(), memory.id(), space.id()))
            refuse("HDF5: the data of '" + path + "' are damaged or end early");
    }

    /// The attribute of a data set, or of the file for "".
    Hdf5Handle attribute(const std::string& path, const std::string& name) const
    {
        const std::string object = path.empty() ? "/" : path;
        if (H5Aexists_by_name(file.id(), object.c_str(), name.c_str(), H5P_DEFAULT) <= 0)
            return {};
        return {H5Aopen_by_name(file.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                H5Aclose};
    }

    template <class Number>
    Number numberOf(const std::string& path, const std::string& name, hid_t type,
                    Number fallback) const
    {
        const Hdf5Handle opened = attribute(path, name);
        if (!opened)
            return fallback;
        const Hdf5Handle space(H5Aget_space(opened.id()), H5Sclose);
        const Hdf5Handle stored(H5Aget_type(opened.id()), H5Tclose);
        const H5T_class_t kind = H5Tget_class(stored.id());
        Number value{};
        if (H5Sget_simple_extent_npoints(space.id()) != 1 ||
            (kind != H5T_INTEGER && kind != H5T_FLOAT) || H5Aread(opened.id(), type, &value) < 0)
            return fallback;
        return value;
    }
};

Hdf5File::Hdf5File(const fs::path& file) : m_state(std::make_unique<State>())
{
    silenceHdf5();
    m_state->source = file.string();
    const FileSource exists(file);
    if (!isHdf5(file))
        m_state->refuse("signature: not an HDF5 file");
    m_state->file = Hdf5Handle(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    if (!m_state->file)
        m_state->refuse("HDF5: the file is truncated or damaged");
    std::vector<std::string> paths;
    const auto visit = [](hid_t, const char* name, const H5O_info_t* info, void* list) -> herr_t {
        if (info->type == H5O_TYPE_DATASET)
            static_cast<std::vector<std::string>*>(list)->emplace_back(name);
        return 0;
    };
    // Hard links only, every object once: no cycle, no other file.
    if (H5Ovisit2(m_state->file.id(), H5_INDEX_NAME, H5_ITER_INC, visit, &paths, H5O_INFO_BASIC) <
        0)
        m_state->refuse("HDF5: the directory of the file is damaged");
    for (const std::string& path : paths)
        m_state->describe(path);
    for (Hdf5Item& item : m_state->items)
        item.matlabClass = text(item.path, "MATLAB_class");
}

Hdf5File::~Hdf5File() = default;

const std::string& Hdf5File::source() const
{
    return m_state->source;
}

const std::vector<Hdf5Item>& Hdf5File::items() const
{
    return m_state->items;
}

const Hdf5Item* Hdf5File::find(const std::string& path) const
{
    const auto found = std::find_if(m_state->items.begin(), m_state->items.end(),
                                    [&path](const Hdf5Item& item) { return item.path == path; });
    return found == m_state->items.end() ? nullptr : &*found;
}

void Hdf5File::read(const std::string& path, const std::vector<std::int64_t>& first,
                    const std::vector<std::int64_t>& count, double* target) const
{
    silenceHdf5();
    const Hdf5Item* item = find(path);
    m_state->withBlock(path, first, count, [&](hid_t dataset, hid_t memory, hid_t space) {
        if (!item || item->type != NumericType::Boolean)
            return H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, target) >= 0;
        // The library converts an enumeration to no number; its own type is one byte.
        const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
        std::vector<unsigned char> bytes(elementCount(count).value_or(0));
        const bool done =
            H5Dread(dataset, type.id(), memory, space, H5P_DEFAULT, bytes.data()) >= 0;
        std::transform(bytes.begin(), bytes.end(), target,
                       [](unsigned char byte) { return byte != 0 ? 1.0 : 0.0; });
        return done;
    });
}

void Hdf5File::read(const std::string& path, const std::vector<std::int64_t>& first,
                    const std::vector<std::int64_t>& count, float* target) const
{
    silenceHdf5();
    m_state->withBlock(path, first, count, [&](hid_t dataset, hid_t memory, hid_t space) {
        return H5Dread(dataset, H5T_NATIVE_FLOAT, memory, space, H5P_DEFAULT, target) >= 0;
    });
}

NumericArray Hdf5File::readAll(const std::string& path) const
{
    const Hdf5Item* item = find(path);
    if (!item)
        m_state->refuse("HDF5: no such data set", "'" + path + "'");
    if (!item->problem.empty())
        m_state->refuse("HDF5: data set '" + path + "' " + item->problem);
    NumericArray array{path, item->shape, {}, item->type};
    requireMemory(*byteCount(item->shape, sizeof(double)), m_state->source);
    array.values.resize(*elementCount(item->shape));
    read(path, std::vector<std::int64_t>(item->shape.size(), 0), item->shape, array.values.data());
    return array;
}

std::vector<std::string> Hdf5File::readTexts(const std::string& path) const
{
    silenceHdf5();
    const Hdf5Handle dataset(H5Dopen2(m_state->file.id(), path.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset)
        return {};
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
    const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
    return readTextsWith(type.id(), space.id(), [&](hid_t memoryType, void* target) {
        return H5Dread(dataset.id(), memoryType, H5S_ALL, H5S_ALL, H5P_DEFAULT, target) >= 0;
    });
}

std::vector<std::string> Hdf5File::texts(const std::string& path,
                                         const std::string& attribute) const
{
    silenceHdf5();
    const Hdf5Handle opened = m_state->attribute(path, attribute);
    if (!opened)
        return {};
    const Hdf5Handle space(H5Aget_space(opened.id()), H5Sclose);
    const Hdf5Handle type(H5Aget_type(opened.id()), H5Tclose);
    return readTextsWith(type.id(), space.id(), [&](hid_t memoryType, void* target) {
        return H5Aread(opened.id(), memoryType, target) >= 0;
    });
}

std::string Hdf5File::text(const std::string& path, const std::string& attribute) const
{
    const auto found = texts(path, attribute);
    return found.size() == 1 ? found.front() : std::string();
}

double Hdf5File::number(const std::string& path, const std::string& attribute,
                        double fallback) const
{
    silenceHdf5();
    return m_state->numberOf(path, attribute, H5T_NATIVE_DOUBLE, fallback);
}

std::int64_t Hdf5File::wholeNumber(const std::string& path, const std::string& attribute,
                                   std::int64_t fallback) const
{
    silenceHdf5();
    return m_state->numberOf(path, attribute, H5T_NATIVE_INT64, fallback);
}

}  // namespace nie
