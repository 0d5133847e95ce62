#include "core/io/mat_file.h"

#include "core/base/error.h"
#include "core/io/mat_elements.h"

#include <algorithm>
#include <utility>

namespace nie {

namespace {

/// CONN's layout: one block of T rows a region.
bool isCellOfBlocks(const MatNode& cell)
{
    const auto isBlock = [&cell](const MatNode& one) {
        return one.isNumeric() && !one.isComplex && one.shape.size() == 2 && one.shape[1] >= 1 &&
               one.shape[0] > 1 && one.shape[0] == cell.children.front().shape[0];
    };
    return cell.kind == MatNode::Class::Cell && cell.children.size() > 1 &&
           cell.children.front().shape.size() == 2 &&
           std::all_of(cell.children.begin(), cell.children.end(), isBlock);
}

NumericArray firstColumns(const MatNode& cell)
{
    const auto rows = static_cast<std::size_t>(cell.children.front().shape[0]);
    const std::size_t columns = cell.children.size();
    NumericArray array{cell.name,
                       {static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)},
                       std::vector<double>(rows * columns),
                       cell.children.front().type()};
    for (std::size_t k = 0; k < columns; ++k) {
        // Column-major: the first column comes first.
        MatNode column = cell.children[k];
        column.shape = {cell.children[k].shape[0], 1};
        const NumericArray numbers = column.numbers();
        for (std::size_t row = 0; row < rows; ++row)
            array.values[row * columns + k] = numbers.values[row];
    }
    return array;
}

class MatArrayFile : public ArrayFile {
public:
    explicit MatArrayFile(const std::filesystem::path& file) : ArrayFile("MATLAB", file)
    {
        std::vector<std::string> names;
        forEachMatVariable(file, [&](const MatNode& node) {
            list(node.name, node);
            if (node.name == "names" && node.kind == MatNode::Class::Cell)
                for (const MatNode& cell : node.children)
                    names.push_back(cell.text());
            if ((node.name == "TR" || node.name == "tr") && isNumbers(node) && node.count() == 1)
                m_repetitionTime = node.numbers().values.front();
            return true;
        });
        if (m_arrays.empty())
            throw InputError(m_source, "variable: there is none in this file");
        for (ArrayInfo& array : m_arrays)
            if (array.name == "data" && array.shape.size() == 2 &&
                array.shape[1] == static_cast<std::int64_t>(names.size()))
                array.labels = names;
    }

    NumericArray read(const std::string& name) override
    {
        const ArrayInfo& facts = info(name);
        if (!facts.readable())
            throw InputError(m_source, "variable '" + name + "': " + facts.problem);
        requireMemory(byteCount(facts.shape, 2 * sizeof(double)).value_or(UINT64_MAX), m_source);
        NumericArray array;
        forEachMatVariable(m_source, [&](const MatNode& node) {
            const MatNode* found = inside(node, node.name, name);
            if (found)
                array =
                    found->kind == MatNode::Class::Cell ? firstColumns(*found) : found->numbers();
            return !found;
        });
        array.name = name;
        array.labels = facts.labels;
        return array;
    }

private:
    static bool isNumbers(const MatNode& node) { return node.isNumeric() && !node.isComplex; }
    static bool isOneStructure(const MatNode& node)
    {
        return node.kind == MatNode::Class::Structure && node.count() == 1;
    }

    void list(const std::string& name, const MatNode& node)
    {
        if (isOneStructure(node)) {
            for (std::size_t k = 0; k < node.fields.size(); ++k)
                list(name + "." + node.fields[k], node.children[k]);
            return;
        }
        ArrayInfo facts{name, {}, node.shape};
        if (isNumbers(node)) {
            facts.type = typeName(node.type());
        } else if (isCellOfBlocks(node)) {
            facts.type = typeName(node.children.front().type());
            facts.shape = {node.children.front().shape[0],
                           static_cast<std::int64_t>(node.children.size())};
        } else {
            facts.problem = "is " + node.kindText();
        }
        m_arrays.push_back(std::move(facts));
    }

    /// The node of a dotted name at or below `node`, which has the name `here`; null: none.
    static const MatNode* inside(const MatNode& node, const std::string& here,
                                 const std::string& wanted)
    {
        if (!isOneStructure(node))
            return here == wanted ? &node : nullptr;
        for (std::size_t k = 0; k < node.fields.size(); ++k)
            if (const MatNode* found =
                    inside(node.children[k], here + "." + node.fields[k], wanted))
                return found;
        return nullptr;
    }
};

}  // namespace

std::unique_ptr<ArrayFile> openMatFile(const std::filesystem::path& file)
{
    return std::make_unique<MatArrayFile>(file);
}

}  // namespace nie
