#pragma once

#include <QObject>
#include <QProcess>
#include <QString>

#include <filesystem>

namespace nie {

/// How far a command is that runs jobs side by side.
struct ProgramProgress {
    std::size_t done = 0;
    std::size_t total = 0;
    double secondsLeft = 0.0;
    QString part;     ///< that started or ended last
    QString problem;  ///< why it failed
};

/// A command of nie beside the window, with `--progress-lines`: it keeps the cores busy and never
/// the window.
class NieProgram : public QObject {
    Q_OBJECT
public:
    explicit NieProgram(QObject* parent = nullptr);
    /// Tells the command to end and waits for it.
    ~NieProgram() override;

    /// The program nie; by default the one beside this program, else the one of the search path.
    void setFile(const std::filesystem::path& file) { m_file = file; }
    const std::filesystem::path& file() const { return m_file; }

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    void start(const QStringList& arguments);
    /// Asks it to end; what is done stays done.
    void stop();
    /// What a command of `program` prints that answers within seconds; waits for it. Throws RunError
    /// when it cannot.
    static std::string answer(const std::filesystem::path& program, const QStringList& arguments);

Q_SIGNALS:
    void runningChanged(bool running);
    void progressed(const nie::ProgramProgress& progress);
    /// `problem` is empty when it ended well, or when it was stopped.
    void finished(const QString& problem);

private:
    void readProgress();
    void onFinished(int exitCode, QProcess::ExitStatus status);

    std::filesystem::path m_file;
    QProcess m_process;
    QByteArray m_line;
    bool m_stopped = false;
};

}  // namespace nie
