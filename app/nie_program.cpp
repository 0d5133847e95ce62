#include "app/nie_program.h"

#include "core/base/error.h"
#include "core/config/json.h"

#include <QCoreApplication>
#include <QStandardPaths>

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

}  // namespace

NieProgram::NieProgram(QObject* parent) : QObject(parent), m_file(locateProgram())
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &NieProgram::readProgress);
    connect(&m_process, &QProcess::finished, this, &NieProgram::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT runningChanged(false);
            Q_EMIT finished(
                tr("%1 cannot be started: %2")
                    .arg(QString::fromStdString(m_file.string()), m_process.errorString()));
        }
    });
}

NieProgram::~NieProgram()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kPatience))
        m_process.kill();
}

void NieProgram::start(const QStringList& arguments)
{
    if (isRunning())
        return;
    m_stopped = false;
    m_line.clear();
    m_process.start(QString::fromStdString(m_file.string()), QStringList(arguments)
                                                                 << "--progress-lines");
    Q_EMIT runningChanged(true);
}

void NieProgram::stop()
{
    m_stopped = true;
    m_process.terminate();
}

std::string NieProgram::answer(const std::filesystem::path& program, const QStringList& arguments)
{
    QProcess process;
    process.start(QString::fromStdString(program.string()), arguments);
    if (!process.waitForStarted(kPatience))
        throw RunError(program.string(), "the program nie beside NIE Studio cannot be started",
                       process.errorString().toStdString());
    if (!process.waitForFinished(kPatience) || process.exitCode() != 0)
        throw RunError(program.string(), "does not answer: " + arguments.join(' ').toStdString(),
                       process.errorString().toStdString());
    return process.readAllStandardOutput().toStdString();
}

void NieProgram::readProgress()
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

void NieProgram::onFinished(int exitCode, QProcess::ExitStatus status)
{
    QString problem;
    if (!m_stopped && (exitCode != 0 || status != QProcess::NormalExit))
        problem = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    Q_EMIT runningChanged(false);
    Q_EMIT finished(problem);
}

}  // namespace nie
