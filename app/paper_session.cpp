#include "app/paper_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 10000;  // ms, for an answer that takes a tenth of a second

fs::path locateProgram()
{
    const fs::path beside = fs::path(QCoreApplication::applicationDirPath().toStdString()) / "nie";
    return fs::exists(beside) ? beside
                              : fs::path(QStandardPaths::findExecutable("nie").toStdString());
}

QStringList argumentsOf(const std::vector<std::string>& items, const std::string& budget,
                        const fs::path& folder)
{
    QStringList arguments{"reproduce"};
    for (const std::string& item : items)
        arguments << QString::fromStdString(item);
    return arguments << "--budget" << QString::fromStdString(budget) << "-o"
                     << QString::fromStdString(folder.string());
}

}  // namespace

PaperSession::PaperSession(fs::path folder, QObject* parent)
    : QObject(parent),
      m_folder(std::move(folder)),
      m_program(locateProgram())
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PaperSession::readProgress);
    connect(&m_process, &QProcess::finished, this, &PaperSession::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT runningChanged(false);
            Q_EMIT finished(
                tr("%1 cannot be started: %2")
                    .arg(QString::fromStdString(m_program.string()), m_process.errorString()));
        }
    });
}

PaperSession::~PaperSession()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kPatience))
        m_process.kill();
}

std::vector<PaperItem> PaperSession::items() const
{
    QProcess process;
    process.start(QString::fromStdString(m_program.string()), {"reproduce", "--list", "--json"});
    if (!process.waitForFinished(kPatience) || process.exitCode() != 0)
        throw RunError(m_program.string(), "does not list tables and figures",
                       process.errorString().toStdString());
    std::vector<PaperItem> items;
    const Json list = parseJson(process.readAllStandardOutput().toStdString(), m_program.string());
    for (const Json& item : list)
        items.push_back({item.at("name").get<std::string>(),
                         item.at("reference").get<std::string>(),
                         item.at("title").get<std::string>(), item.at("kind") == "figure"});
    return items;
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
    if (isRunning())
        return;
    m_stopped = false;
    m_line.clear();
    m_process.start(QString::fromStdString(m_program.string()),
                    argumentsOf(items, budget, folder(budget)) << "--progress-lines");
    Q_EMIT runningChanged(true);
}

void PaperSession::stop()
{
    m_stopped = true;
    m_process.terminate();
}

std::string PaperSession::command(const std::vector<std::string>& items,
                                  const std::string& budget) const
{
    return fmt::format("nie reproduce {} --budget {} -o {}", fmt::join(items, " "), budget,
                       folder(budget).string());
}

void PaperSession::readProgress()
{
    m_line += m_process.readAllStandardOutput();
    for (auto end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n')) {
        const Json line = Json::parse(m_line.left(end).toStdString(), nullptr, false);
        m_line.remove(0, end + 1);
        if (!line.is_object() || !line.contains("done"))
            continue;
        Q_EMIT progressed({line.at("done").get<std::size_t>(), line.at("total").get<std::size_t>(),
                           line.value("seconds_left", 0.0),
                           QString::fromStdString(line.value("title", "")),
                           QString::fromStdString(line.value("message", ""))});
    }
}

void PaperSession::onFinished(int exitCode, QProcess::ExitStatus status)
{
    QString problem;
    if (!m_stopped && (exitCode != 0 || status != QProcess::NormalExit))
        problem = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    Q_EMIT runningChanged(false);
    Q_EMIT finished(problem);
}

}  // namespace nie
