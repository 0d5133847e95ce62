#pragma once

#include "app/preview_loader.h"

#include <QWidget>

namespace nie {

class SampleCard;

/// What a session begins with: cards of the samples, and a place to drop a file.
class StartPage : public QWidget {
    Q_OBJECT
public:
    /// `runs`: where finished runs tell how long they took on this machine.
    StartPage(const Engine& engine, const std::filesystem::path& runs, PreviewLoader& previews,
              QWidget* parent = nullptr);

Q_SIGNALS:
    void experimentChosen(const nie::RunConfig& config);

private:
    QWidget* makeCards(const Engine& engine, const std::filesystem::path& runs);
    QWidget* makeDropArea();

    std::vector<SampleCard*> m_cards;
};

}  // namespace nie
