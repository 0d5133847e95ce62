#include "app/paper_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nie {

namespace fs = std::filesystem;

namespace {

QStringList argumentsOf(const std::vector<std::string>& items, const std::string& budget,
                        const fs::path& folder)
{
    QStringList arguments{"reproduce"};
    for (const std::string& item : items)
        arguments << QString::fromStdString(item);
    return arguments << "--budget" << QString::fromStdString(budget) << "-o"
                     << QString::fromStdString(folder.string());
}

std::vector<PaperItem> itemsOf(const Json& list)
{
    std::vector<PaperItem> items;
    for (const Json& item : list)
        items.push_back({item.at("name").get<std::string>(),
                         item.at("reference").get<std::string>(),
                         item.at("title").get<std::string>(), item.at("kind") == "figure"});
    return items;
}

}  // namespace

PaperSession::PaperSession(fs::path folder, QObject* parent)
    : QObject(parent),
      m_folder(std::move(folder))
{
    connect(&m_program, &NieProgram::runningChanged, this, &PaperSession::runningChanged);
    connect(&m_program, &NieProgram::progressed, this, &PaperSession::progressed);
    connect(&m_program, &NieProgram::finished, this, &PaperSession::finished);
    connect(&m_worker, &BackgroundWorker::failed, this, &PaperSession::itemsUnknown);
}

void PaperSession::listItems()
{
    m_worker.start([this, file = program()](const std::stop_token&, const auto&) {
        const QStringList question{"reproduce", "--list", "--json"};
        const Json list = parseJson(NieProgram::answer(file, question), file.string());
        return [this, items = itemsOf(list)] { Q_EMIT itemsListed(items); };
    });
}

std::optional<PaperTable> PaperSession::table(const std::string& item,
                                              const std::string& budget) const
{
    const fs::path file = folder(budget) / (item + ".json");
    if (!fs::exists(file))
        return std::nullopt;
    try {
        return PaperTable::fromJson(parseJson(readFile(file), file.string()), file.string());
    } catch (const InputError&) {
        return std::nullopt;  // of another version: it is computed again
    }
}

fs::path PaperSession::picture(const std::string& item, const std::string& budget) const
{
    const fs::path file = folder(budget) / (item + ".png");
    return fs::exists(file) ? file : fs::path();
}

void PaperSession::start(const std::vector<std::string>& items, const std::string& budget)
{
    m_program.start(argumentsOf(items, budget, folder(budget)));
}

std::string PaperSession::command(const std::vector<std::string>& items,
                                  const std::string& budget) const
{
    return fmt::format("nie reproduce {} --budget {} -o {}", fmt::join(items, " "), budget,
                       folder(budget).string());
}

}  // namespace nie
