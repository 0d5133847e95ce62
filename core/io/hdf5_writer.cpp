#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/hdf5_file.h"
#include "core/io/hdf5_handle.h"

#include <fmt/format.h>

#include <map>
#include <system_error>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

struct Hdf5Writer::State {
    explicit State(fs::path givenPath)
        : path(std::move(givenPath)),
          temporary(temporaryNameBeside(path))
    {
        silenceHdf5();
        file = Hdf5Handle(H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                          H5Fclose);
        if (!file)
            removeTemporary();  // no destructor will
        check(static_cast<bool>(file), "cannot write");
    }
    ~State()
    {
        datasets.clear();
        file.reset();
        removeTemporary();
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void removeTemporary() const
    {
        std::error_code ignored;
        fs::remove(temporary, ignored);
    }

    void check(bool good, const std::string& what = "cannot write: the disk may be full") const
    {
        if (!good)
            throw RunError(path.string(), what);
    }

    /// A new attribute of a data set or of the file.
    Hdf5Handle attribute(const std::string& object, const std::string& name, hid_t type,
                         hid_t space) const
    {
        const std::string place = object.empty() ? "/" : object;
        Hdf5Handle created(H5Acreate_by_name(file.id(), place.c_str(), name.c_str(), type, space,
                                             H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose);
        check(static_cast<bool>(created), "cannot write the attribute '" + name + "'");
        return created;
    }

    template <class Number>
    void setNumber(const std::string& object, const std::string& name, hid_t stored, hid_t memory,
                   Number value) const
    {
        const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
        const Hdf5Handle created = attribute(object, name, stored, space.id());
        check(H5Awrite(created.id(), memory, &value) >= 0);
    }

    fs::path path;
    fs::path temporary;
    Hdf5Handle file;
    std::map<std::string, Hdf5Handle> datasets;
};

namespace {

Hdf5Handle textType()
{
    Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), H5T_VARIABLE);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    return type;
}

/// Makes the groups of a path on the way, and stores no times.
Hdf5Handle linkCreation()
{
    Hdf5Handle plist(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(plist.id(), 1);
    return plist;
}

}  // namespace

Hdf5Writer::Hdf5Writer(fs::path file) : m_state(std::make_unique<State>(std::move(file))) {}

Hdf5Writer::~Hdf5Writer() = default;

void Hdf5Writer::create(const std::string& path, NumericType type,
                        const std::vector<std::int64_t>& shape,
                        const std::vector<std::int64_t>& chunk, int level)
{
    silenceHdf5();
    const std::vector<hsize_t> lengths(shape.begin(), shape.end());
    const Hdf5Handle space(
        H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose);
    const Hdf5Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.id(), false);
    if (!chunk.empty()) {
        const std::vector<hsize_t> part(chunk.begin(), chunk.end());
        m_state->check(H5Pset_chunk(creation.id(), static_cast<int>(part.size()), part.data()) >= 0,
                       "cannot store '" + path + "' in chunks");
        if (level > 0) {
            H5Pset_shuffle(creation.id());  // numbers of like size compress better byte by byte
            H5Pset_deflate(creation.id(), static_cast<unsigned>(level));
        }
    }
    const Hdf5Handle links = linkCreation();
    Hdf5Handle dataset(H5Dcreate2(m_state->file.id(), path.c_str(),
                                  type == NumericType::Float32 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE,
                                  space.id(), links.id(), creation.id(), H5P_DEFAULT),
                       H5Dclose);
    m_state->check(static_cast<bool>(dataset), "cannot create the data set '" + path + "'");
    m_state->datasets[path] = std::move(dataset);
}

void Hdf5Writer::write(const std::string& path, const std::vector<std::int64_t>& first,
                       const std::vector<std::int64_t>& count, const double* values)
{
    silenceHdf5();
    const hid_t dataset = m_state->datasets.at(path).id();
    const std::vector<hsize_t> start(first.begin(), first.end());
    const std::vector<hsize_t> lengths(count.begin(), count.end());
    const Hdf5Handle space(H5Dget_space(dataset), H5Sclose);
    const Hdf5Handle memory(
        H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose);
    const bool selected = H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr,
                                              lengths.data(), nullptr) >= 0;
    m_state->check(selected && H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory.id(), space.id(),
                                        H5P_DEFAULT, values) >= 0);
}

void Hdf5Writer::add(const std::string& path, const std::vector<std::int64_t>& shape,
                     const std::vector<double>& values)
{
    create(path, NumericType::Float64, shape);
    write(path, std::vector<std::int64_t>(shape.size(), 0), shape, values.data());
}

void Hdf5Writer::setText(const std::string& path, const std::string& attribute,
                         const std::string& value)
{
    silenceHdf5();
    const Hdf5Handle type = textType();
    const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Hdf5Handle created = m_state->attribute(path, attribute, type.id(), space.id());
    const char* text = value.c_str();
    m_state->check(H5Awrite(created.id(), type.id(), &text) >= 0);
}

void Hdf5Writer::setTexts(const std::string& path, const std::string& attribute,
                          const std::vector<std::string>& values)
{
    silenceHdf5();
    const Hdf5Handle type = textType();
    const hsize_t count = values.size();
    const Hdf5Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
    const Hdf5Handle created = m_state->attribute(path, attribute, type.id(), space.id());
    std::vector<const char*> texts;
    for (const std::string& value : values)
        texts.push_back(value.c_str());
    m_state->check(H5Awrite(created.id(), type.id(), texts.data()) >= 0);
}

void Hdf5Writer::setNumber(const std::string& path, const std::string& attribute, double value)
{
    silenceHdf5();
    m_state->setNumber(path, attribute, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, value);
}

void Hdf5Writer::setWholeNumber(const std::string& path, const std::string& attribute,
                                std::int64_t value)
{
    silenceHdf5();
    m_state->setNumber(path, attribute, H5T_STD_I64LE, H5T_NATIVE_INT64, value);
}

void Hdf5Writer::finish()
{
    silenceHdf5();
    bool whole = true;
    for (auto& item : m_state->datasets)
        whole &= item.second.reset();
    m_state->datasets.clear();
    whole &= m_state->file.reset();
    m_state->check(whole);
    renameIntoPlace(m_state->temporary, m_state->path);
}

}  // namespace nie
