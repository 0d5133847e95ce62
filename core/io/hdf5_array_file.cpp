#include "core/io/hdf5_array_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

class Hdf5ArrayFile : public ArrayFile {
public:
    Hdf5ArrayFile(const std::filesystem::path& file, bool matlab)
        : ArrayFile(matlab ? "MATLAB 7.3" : "HDF5", file),
          m_file(file),
          m_matlab(matlab)
    {
        for (const Hdf5Item& item : m_file.items())
            list(item);
        if (m_arrays.empty())
            throw InputError(m_source, "HDF5: there is no data set in this file");
        readRepetitionTime();
    }

    NumericArray read(const std::string& name) override
    {
        const ArrayInfo& facts = info(name);
        NumericArray array = m_file.readAll(name);
        if (m_matlab)
            array = turned(array);
        array.labels = facts.labels;
        return array;
    }

    bool readsParts() const override { return true; }
    NumericArray readPart(const std::string& name, std::size_t axis, std::int64_t first,
                          std::int64_t count) override
    {
        const ArrayInfo& facts = info(name);
        const Hdf5Item& item = *m_file.find(name);
        const std::size_t stored = m_matlab ? item.shape.size() - 1 - axis : axis;
        std::vector<std::int64_t> begin(item.shape.size(), 0);
        std::vector<std::int64_t> lengths = item.shape;
        begin.at(stored) = first;
        lengths[stored] = count;
        NumericArray part{name, lengths, {}, item.type};
        requireMemory(byteCount(lengths, sizeof(double)).value_or(UINT64_MAX), m_source);
        part.values.resize(elementCount(lengths).value());
        m_file.read(name, begin, lengths, part.values.data());
        if (m_matlab)
            part = turned(part);
        if (axis + 1 != facts.shape.size())
            part.labels = facts.labels;
        return part;
    }

private:
    /// Axes reversed: MATLAB writes the first one last.
    static NumericArray turned(const NumericArray& array)
    {
        std::vector<std::size_t> order(array.shape.size());
        std::iota(order.rbegin(), order.rend(), std::size_t{0});
        return permuted(array, order);
    }

    void list(const Hdf5Item& item)
    {
        // MATLAB keeps the contents of cells in a group of this name.
        if (m_matlab && item.path.starts_with("#refs#"))
            return;
        ArrayInfo facts{item.path, item.problem.empty() ? typeName(item.type) : "", item.shape,
                        item.problem};
        if (m_matlab)
            std::reverse(facts.shape.begin(), facts.shape.end());
        if (item.matlabClass == "char")
            facts.problem = "is text";
        if (item.matlabClass == "logical" && facts.readable())
            facts.type = typeName(NumericType::Boolean);
        if (m_file.wholeNumber(item.path, "MATLAB_empty", 0) != 0)
            facts.problem = "is empty";
        if (facts.readable() && !facts.shape.empty())
            facts.labels = labelsFor(item, static_cast<std::size_t>(facts.shape.back()));
        m_arrays.push_back(std::move(facts));
    }

    std::vector<std::string> labelsFor(const Hdf5Item& item, std::size_t count) const
    {
        const std::string group = item.path.substr(0, item.path.find_last_of('/') + 1);
        for (const char* name : {"names", "labels", "columns"}) {
            const Hdf5Item* texts = m_file.find(group + name);
            if (texts && texts->isText && texts->shape.front() == static_cast<std::int64_t>(count))
                return m_file.readTexts(texts->path);
        }
        return {};
    }

    void readRepetitionTime()
    {
        for (const ArrayInfo& array : m_arrays) {
            double found = m_file.number(array.name, "TR", std::nan(""));
            if ((array.name == "TR" || array.name == "tr") && array.readable() &&
                elementCount(array.shape) == 1U)
                found = read(array.name).values.front();
            if (std::isfinite(found))
                m_repetitionTime = found;
        }
    }

    Hdf5File m_file;
    bool m_matlab;
};

}  // namespace

std::unique_ptr<ArrayFile> openHdf5ArrayFile(const std::filesystem::path& file, bool matlab)
{
    return std::make_unique<Hdf5ArrayFile>(file, matlab);
}

}  // namespace nie
