// The public state of a match, as `match_data` and `match_state` carry it. docs/sockets.md says
// what each member means. Times are milliseconds since the epoch, by the server's clock.

export interface MatchState {
  readonly matchId: string;
  readonly matchType: string;
  readonly switchRound: number;
  readonly firstOtRound: number;
  readonly groupCode: string;
  readonly isRunning: boolean;
  readonly agentSelectStartTime?: number;
  readonly roundNumber: number;
  readonly roundPhase: string;
  readonly roundTimeoutTime?: number;
  readonly wasTimeout: boolean;
  readonly spikeDetonationTime?: number;
  readonly teams: readonly [left: Team, right: Team];
  readonly map: string;
  readonly spikeState: SpikeState;
  readonly attackersWon: boolean;
  readonly showAliveKDA: boolean;
  readonly timeoutState: TimeoutState;
  readonly timeoutGracePeriodPassed: boolean;
  readonly toastInfo: ToastInfo;
  readonly hasEnteredOvertime: boolean;
  readonly tools: Tools;
  readonly organizationId: string;
  readonly isRegistered: boolean;
  readonly orgIsSupporter: boolean;
  /** Of a live match: absent in the states of the archive. */
  readonly feed?: Feed;
}

export interface Feed {
  readonly observers: number;
  readonly lastEventAt: number;
}

export interface SpikeState {
  readonly planted: boolean;
  readonly detonated: boolean;
  readonly defused: boolean;
}

export interface TimeoutState {
  readonly techPause: boolean;
  readonly leftTeam: boolean;
  readonly rightTeam: boolean;
  readonly timeRemaining: number;
}

export interface ToastInfo {
  readonly active: boolean;
  readonly title: string;
  readonly message: string;
  readonly duration: number | null;
  readonly eventLogoEnabled: boolean;
  readonly selectedTeam?: string | null;
}

export interface Team {
  readonly teamName: string;
  readonly teamTricode: string;
  readonly teamUrl: string;
  readonly teamColor?: string;
  readonly ingameTeamId: number;
  readonly isAttacking: boolean;
  readonly hasHandledTeam: boolean;
  readonly roundsWon: number;
  readonly spentThisRound: number;
  readonly roundRecord: readonly RoundRecord[];
  readonly removeTricode: boolean;
  readonly players: readonly Player[];
  readonly playerCount: number;
  readonly hasDuplicateAgents: boolean;
}

export interface RoundRecord {
  readonly type: "upcoming" | "kills" | "detonated" | "defused" | "timeout" | "lost";
  readonly wasAttack: boolean;
  readonly round: number;
}

export interface Player {
  readonly name: string;
  readonly tagline: string;
  readonly riotId: string;
  readonly playerId: string;
  readonly searchName: string;
  readonly fullName: string;
  readonly position: number;
  readonly locked: boolean;
  readonly agentInternal: string;
  readonly agentProper: string;
  readonly isAlive: boolean;
  readonly hasSpike: boolean;
  readonly isObserved: boolean;
  readonly health: number;
  readonly abilities: Abilities;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly kdRatio: number | null;
  readonly killsThisRound: number;
  readonly deathsThisRound: number;
  readonly killedPlayerNames: readonly string[];
  readonly currUltPoints: number;
  readonly maxUltPoints: number;
  readonly ultReady: boolean;
  readonly money: number;
  readonly moneySpent: number;
  readonly spentMoneyThisRound: boolean;
  readonly armorName?: "None" | "Light" | "Heavy" | "Regen";
  readonly highestWeapon?: string;
  readonly currentMMRTier: null;
  readonly peakMMRTier: null;
  readonly teamKills: number;
  readonly headshotKills: number;
  readonly headshotRatio: number;
  readonly killsByWeaponsAndAbilities: Counts;
  readonly killsOnEnemyPlayer: Counts;
  readonly killsOnTeammatePlayer: Counts;
  readonly assistsFromTeammate: Counts;
  readonly scoreboardAvailable: boolean;
  readonly auxiliaryAvailable: AuxiliaryAvailable;
  readonly iconNameSuffix: "" | "NotDeadYet" | "Evolution" | "Targeting" | "Cam";
}

export interface Abilities {
  readonly grenade: number;
  readonly ability1: number;
  readonly ability2: number;
}

export interface AuxiliaryAvailable {
  readonly health: boolean;
  readonly abilities: boolean;
  readonly scoreboard: boolean;
}

export interface Counts {
  readonly [name: string]: number;
}

/** What the producer has set up. Sections come as the client sent them, unknown ones too. */
export interface Tools {
  readonly timeoutDuration: number;
  readonly timeoutCancellationGracePeriod: number;
  readonly timeoutCounter: { readonly max: number; readonly left: number; readonly right: number };
  readonly agentSelectActive?: boolean;
  readonly agentSelectAutostart?: boolean;
  readonly agentSelectHotkeyEnabled?: boolean;
  readonly [section: string]: unknown;
}
